#!/bin/sh
# Make this standby the primary. Only when the old one is off, and stays off.
#
#   PRIMARY_HOST, PRIMARY_PORT   the database host that took writes
#   PGDATA                       the standby's folder
set -eu
: "${PRIMARY_HOST:?}" "${PGDATA:?}"

# 2: nothing answers there. Anything else is a PostgreSQL that lives.
answer=0
pg_isready --quiet --host="$PRIMARY_HOST" --port="${PRIMARY_PORT:-5432}" --timeout=3 || answer=$?
if [ "$answer" -ne 2 ]; then
    echo "PostgreSQL på $PRIMARY_HOST lever ännu. Stäng av den värden först: två primärer är två protokoll." >&2
    exit 1
fi

pg_ctl promote --pgdata="$PGDATA" --wait --timeout=60
