#!/usr/bin/env python3
"""Changes entries of both FATs of floppy.img in the current folder.

usage: fat.py free|loop|cross|lost|media|used
  free   a cluster in the middle of LINUX is marked free
  loop   LINUX's chain goes back to an earlier cluster
  cross  the chain of FS.GZ goes on in LINUX
  lost   two clusters in a chain of no file
  media  entry 0 has another media byte
  used   nothing is changed; on standard output the disk with zeros for all that is in free clusters

FAT12 entries are 12 bits, two in three bytes (Microsoft, "FAT: General Overview of On-Disk
Format", 1.03, p. 16). Sizes are those of a 1.44 MB disk: FATs of 9 sectors from sector 1 and 10,
root directory of 224 entries from sector 19.
"""
import struct
import sys

FATS = (512, 512 * 10)
ROOT = 512 * 19
DATA = 512 * 33
CLUSTERS = 2849  # 2 to 2848


def offset(fat, cluster):
    return fat + cluster + cluster // 2


def get(disk, cluster):
    pair = struct.unpack_from("<H", disk, offset(FATS[0], cluster))[0]
    return pair >> 4 if cluster & 1 else pair & 0xFFF


def put(disk, cluster, value):
    for fat in FATS:
        at = offset(fat, cluster)
        pair = struct.unpack_from("<H", disk, at)[0]
        pair = (pair & 0xF) | (value << 4) if cluster & 1 else (pair & 0xF000) | value
        struct.pack_into("<H", disk, at, pair)


def first_cluster(disk, name):
    for at in range(ROOT, ROOT + 224 * 32, 32):
        if disk[at : at + 11] == name:
            return struct.unpack_from("<H", disk, at + 26)[0]
    sys.exit("no such file on the disk")


def nth(disk, cluster, n):
    for _ in range(n):
        cluster = get(disk, cluster)
    return cluster


def used(disk):
    for cluster in range(2, CLUSTERS):
        if get(disk, cluster) == 0:
            at = DATA + 512 * (cluster - 2)
            disk[at : at + 512] = bytes(512)
    return disk


def main(word):
    with open("floppy.img", "rb") as f:
        disk = bytearray(f.read())
    if word == "used":
        sys.stdout.buffer.write(used(disk))
        return
    kernel = first_cluster(disk, b"LINUX      ")
    image = first_cluster(disk, b"FS      GZ ")
    changes = {
        "free": [(nth(disk, kernel, 100), 0)],
        "loop": [(nth(disk, kernel, 500), nth(disk, kernel, 100))],
        "cross": [(nth(disk, image, 50), nth(disk, kernel, 600))],
        "lost": [(2800, 2801), (2801, 0xFFF)],
        "media": [(0, 0xFF8)],
    }
    for cluster, value in changes[word]:
        put(disk, cluster, value)
    with open("floppy.img", "wb") as f:
        f.write(disk)


main(sys.argv[1])
