#!/bin/sh
# Once, before the first start of compose.yaml: makes the secrets, the store's bucket and its key, and the settings that
# name them. Then:  docker compose up --detach
#
#   ./setup.sh phial.hospital.example
#
# `GARAGE` is the command that reaches Garage, for those who run it elsewhere.
set -eu
umask 077
cd "$(dirname "$0")"

name=${1:?usage: ./setup.sh NAME, the name by which people reach the server}
if [ -e secrets/phial.toml ]; then
    echo "secrets/phial.toml is there already: this was done. To begin anew, delete the folder secrets." >&2
    exit 1
fi
random() { od -An -v -tx1 -N "$1" /dev/urandom | tr -d ' \n'; }

mkdir -p secrets generated
random 32 > secrets/garage-rpc
random 24 > secrets/postgres-password

if [ -z "${GARAGE:-}" ]; then
    GARAGE="docker compose exec --no-TTY garage /garage"
    docker compose up --detach garage
fi
tries=0
until node=$($GARAGE node id --quiet 2>/dev/null | cut -d @ -f 1) && [ -n "$node" ] && $GARAGE status >/dev/null 2>&1; do
    tries=$((tries + 1))
    [ $tries -lt 60 ] || { echo "Garage does not answer" >&2; exit 1; }
    sleep 1
done

$GARAGE layout assign --zone hospital --capacity "${CAPACITY:-100G}" "$node" >/dev/null
$GARAGE layout apply --version 1 >/dev/null
$GARAGE bucket create phial >/dev/null
key=$($GARAGE key create phial)
# It may read, write and delete objects in this bucket, and nothing else.
$GARAGE bucket allow --read --write phial --key phial >/dev/null
value() { printf '%s\n' "$key" | sed -n "s/^$1: *//p"; }

cat > secrets/phial.toml <<END
listen = "0.0.0.0:8080"
public-url = "https://$name"
site-name = "Phial"
senders = "invite"
# The network of compose.yaml.
trusted-proxies = ["172.31.250.0/24"]

# The data folder holds slow parts alone, in memory that is theirs.
min-free-space = "0"

database = "postgres://phial:$(cat secrets/postgres-password)@postgres/phial"
store = "s3://phial"

[s3]
endpoint = "http://garage:3900"
# It does not leave this machine.
allow-http = true
region = "garage"
access-key-id = "$(value 'Key ID')"
secret-access-key = "$(value 'Secret key')"
END
# Read by the users inside of the containers; the folder is for this user alone.
chmod 0444 secrets/phial.toml secrets/postgres-password

# The same site as without containers, with three servers, and its log where `docker compose logs` looks.
sed -e "s/phial\.hospital\.example/$name/g" \
    -e 's/^    server 127\.0\.0\.1:8080;/    server phial-1:8080;\n    server phial-2:8080;\n    server phial-3:8080;/' \
    -e 's#/var/log/nginx/phial\.log#/dev/stdout#' \
    ../nginx.conf > generated/nginx.conf
chmod 0755 generated
chmod 0644 generated/nginx.conf

if [ ! -e secrets/fullchain.pem ] || [ ! -e secrets/privkey.pem ]; then
    echo "Put the certificate with its chain into $PWD/secrets/fullchain.pem, its key into $PWD/secrets/privkey.pem. Then:"
fi
echo "docker compose up --detach"
