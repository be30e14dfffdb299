#!/bin/sh
# Make this standby the primary. Only when the old one is off, and stays off.
#
#   PRIMARY_HOST, PRIMARY_PORT   the database host that took writes
# As the user postgres on the standby; PGPORT if it does not listen on 5432.
set -eu
: "${PRIMARY_HOST:?}"

# 2: nothing answers there. Anything else is a PostgreSQL that lives.
answer=0
pg_isready --quiet --host="$PRIMARY_HOST" --port="${PRIMARY_PORT:-5432}" --timeout=3 || answer=$?
if [ "$answer" -ne 2 ]; then
    echo "PostgreSQL på $PRIMARY_HOST lever ännu. Stäng av den värden först: två primärer är två protokoll." >&2
    exit 1
fi

promoted=$(psql --no-psqlrc --no-align --tuples-only --dbname=postgres \
    --command="SELECT pg_promote(true, 60)")
if [ "$promoted" != t ]; then
    echo "Reserven tar inte emot skrivning efter 60 sekunder. Se PostgreSQL:s logg, och kör igen." >&2
    exit 1
fi
