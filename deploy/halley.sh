#!/bin/sh
# /usr/local/bin/halley: a command on the store of the team, as the account that keeps it, with the settings of its services.
settings=/etc/halley/halley.env
program=/opt/halley/halley
keeper=halley

if [ "$(id -u)" -ne 0 ] && [ "$(id -un)" != "$keeper" ]; then
  echo "halley: the account $keeper keeps the store of the team. As an administrator of this host: sudo halley $*" >&2
  exit 7
fi
while IFS= read -r line; do
  case $line in [A-Z]*=*) export "${line?}" ;; esac
done <"$settings"
umask 0027
if [ "$(id -u)" -ne 0 ]; then exec "$program" "$@"; fi
HOME=$(getent passwd "$keeper" | cut -d: -f6)
export HOME
exec runuser -u "$keeper" -- "$program" "$@"
