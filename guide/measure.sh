# shellcheck shell=sh
# Sourced: the helpers that guide/figures.list may use, each prints one value, and figure. They are
# run in the work folder that is measured.

commas() { sed -e ':a' -e 's/^\([0-9]*[0-9]\)\([0-9]\{3\}\)/\1,\2/' -e 'ta'; }
bytes() { wc -c <"$1" | tr -d ' ' | commas; }
# dos_bytes NAME: the size of a file on the disk, hidden or not.
dos_bytes() { mcopy -n -i floppy.img "::$1" - | wc -c | tr -d ' ' | commas; }
sha256() { sha256sum -- "$1" | cut -d ' ' -f 1; }
version_of_kernel() { sed -n 's/^# Linux\/.* \([0-9.]*\) Kernel Config.*/\1/p' linux/.config; }
version_of_busybox() { sed -n 's/^# Busybox version: \([0-9.]*\)$/\1/p' busybox/.config; }
version_of_gcc() { gcc -dumpfullversion; }
version_of_qemu() { qemu-system-i386 --version | sed -n '1s/.* version \([0-9.]*\).*/\1/p'; }
version_of_syslinux() { syslinux --version 2>&1 | sed -n '1s/^syslinux \([0-9.]*\).*/\1/p'; }
# shellcheck disable=SC1091  # the host's own file
version_of_system() { (. /etc/os-release && printf '%s\n' "$PRETTY_NAME"); }

# figure FOLDER NAME COMMAND: "NAME VALUE"; status 1 and nothing when there is no value.
figure() {
    value=$(cd -- "$1" && eval "$3") || value=
    [ -n "$value" ] && printf '%s %s\n' "$2" "$value"
}

# figures LIST FOLDER: every figure of the list; one without a value is given to no_figure.
figures() {
    while read -r name command; do
        case $name in ''|'#'*) continue ;; esac
        figure "$2" "$name" "$command" </dev/null || no_figure "$name" "$command"
    done <"$1"
}
