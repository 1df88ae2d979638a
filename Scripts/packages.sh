# Sourced by ./proxima and ./test: installs Debian packages that are missing.
#   need_packages CONSENT LIST...   CONSENT is yes or ask; each LIST names a file, one package a line.

need_packages() {
  consent=$1
  shift
  missing=
  for package in $(sed 's/#.*//' "$@"); do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  echo "proxima: these Debian packages are missing:$missing" >&2
  if [ "$consent" != yes ]; then
    if ! [ -t 0 ]; then
      echo "proxima: not installed without consent: run again with --yes, or: apt-get install$missing" >&2
      return 77
    fi
    printf 'proxima: install them with apt-get? [y/N] ' >&2
    read -r answer
    case $answer in y | Y | yes) ;; *) return 77 ;; esac
  fi
  root_command=
  if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
      echo "proxima: as root: apt-get install$missing" >&2
      return 69
    fi
    root_command=sudo
  fi
  apt_log=$(mktemp)
  echo "proxima: installing (apt-get update, apt-get install)…" >&2
  # shellcheck disable=SC2086
  if $root_command apt-get update >"$apt_log" 2>&1 &&
    DEBIAN_FRONTEND=noninteractive $root_command apt-get install -y --no-install-recommends $missing >>"$apt_log" 2>&1; then
    rm -f "$apt_log"
  else
    tail -n 15 "$apt_log" >&2
    echo "proxima: apt-get failed; its whole output is in $apt_log" >&2
    return 69
  fi
}

need_swift() {
  command -v swift >/dev/null 2>&1 || {
    echo "proxima: no Swift toolchain on PATH; Swift 6.3 or later is needed" >&2
    return 69
  }
}
