#!/bin/sh
# Make this host the standby of another: copy it whole, and follow it from there on.
#
#   PRIMARY_HOST, PRIMARY_PORT   the database host that takes writes
#   PGDATA                       an empty folder; PostgreSQL here is stopped
#   PGPASSFILE                   holds the password of klubbslag_standby
set -eu
: "${PRIMARY_HOST:?}" "${PGDATA:?}"

pg_basebackup \
    --dbname="host=$PRIMARY_HOST port=${PRIMARY_PORT:-5432} user=klubbslag_standby application_name=klubbslag_standby" \
    --pgdata="$PGDATA" --create-slot --slot=klubbslag_standby --wal-method=stream \
    --checkpoint=fast --write-recovery-conf

# A standby waits for nobody (see primary.conf).
rm -f "$PGDATA/conf.d/primary.conf"
