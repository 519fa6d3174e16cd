#!/usr/bin/env python3
"""Looks at the printed book as MuPDF reads it.

usage: tests/pdf.py extents FILE             what leaves the page's margins; headings at a page's foot
       tests/pdf.py listings FILE OUT        OUT/chapters/NN-name.md with the sh listings, to be typed

Status 1 when there is something to tell, 2 usage.
"""
import collections
import glob
import json
import os
import re
import subprocess
import sys

MARGIN_X, MARGIN_Y = 2 / 2.54 * 72, 2.2 / 2.54 * 72
LISTING = (5, 6, 7)  # sizes of letters in style.css, in points, as MuPDF rounds them

Line = collections.namedtuple("Line", "page x y w h font bold size text")


def pages(path):
    """[[Line, ...], ...]: the lines of each page as they were set; one of two fonts is two."""
    out = subprocess.run(["mutool", "draw", "-q", "-F", "stext.json", "-o", "-", path],
                         check=True, capture_output=True).stdout
    result = []
    for number, page in enumerate(json.loads(out)["pages"], 1):
        lines = []
        for block in page["blocks"]:
            for line in block.get("lines", []):
                box, font = line["bbox"], line["font"]
                lines.append(Line(number, box["x"], box["y"], box["w"], box["h"], font["name"],
                                  font["weight"] == "bold", font["size"], line["text"]))
        result.append(lines)
    return result


def sizes(path):
    text = subprocess.run(["pdfinfo", path], check=True, capture_output=True, text=True).stdout
    width, height = re.search(r"Page size: +([0-9.]+) x ([0-9.]+)", text).groups()
    return float(width), float(height)


def body(lines, height):
    return [line for line in lines if MARGIN_Y - 2 < line.y + line.h / 2 < height - MARGIN_Y + 2]


def is_heading(line):
    return "Bold" in line.font and "Sans" in line.font and line.size >= 10


def ink(line):
    """The width without the blank at the end, which hangs over the margin and is not seen."""
    return line.w - (0.33 * line.size if line.text.endswith(" ") else 0)


def extents(path):
    width, height = sizes(path)
    told = []
    for number, lines in enumerate(pages(path), 1):
        for line in lines:
            if not line.text.strip():
                continue
            if line.x < MARGIN_X - 1 or line.x + ink(line) > width - MARGIN_X + 1.5:
                told.append(f"page {number}: a line leaves the margins: {line.text!r}")
            if line.y < 0 or line.y + line.h > height:
                told.append(f"page {number}: a line leaves the page: {line.text!r}")
        inside = sorted(body(lines, height), key=lambda line: (line.y, line.x))
        if not inside:
            told.append(f"page {number}: nothing on it")
        elif is_heading(inside[-1]) or re.match(r"Listing \d", inside[-1].text):
            told.append(f"page {number}: ends with a heading: {inside[-1].text!r}")
    return told


def listings(path, out):
    """Leading blanks are left out, as most viewers leave them out of what they copy."""
    _, height = sizes(path)
    found, inside, left = [], None, None
    for lines in pages(path):
        for line in body(lines, height):
            if not line.text.strip():
                continue
            caption = re.match(r"Listing (\d+)\.\d+:", line.text)
            if caption:
                inside, left = [int(caption[1]), None, []], None
                found.append(inside)
            elif inside and inside[1] is None:
                inside[1] = line.text.strip()
            elif inside and "Mono" in line.font and line.size in LISTING and (
                    left is None or line.x >= left):
                left = line.x if left is None else left
                inside[2].append(line.text.strip())
            else:
                inside = None
    for name in sorted(glob.glob("chapters/[0-9]*.md")):
        number = int(os.path.basename(name)[:2])
        count = 0
        with open(os.path.join(out, name), "w", encoding="utf-8") as chapter:
            for _, source, text in [f for f in found if f[0] == number]:
                if source.startswith("steps/") and source.endswith(".sh"):
                    count += 1
                    chapter.write(f"<!-- listing: {source}#printed-{count} -->\n```sh\n")
                    chapter.write("\n".join(text) + "\n```\n\n")
    return [] if found else ["there is no listing"]


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "extents":
        problems = extents(sys.argv[2])
    elif len(sys.argv) == 4 and sys.argv[1] == "listings":
        problems = listings(sys.argv[2], sys.argv[3])
    else:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    print("\n".join(problems), end="\n" if problems else "")
    sys.exit(1 if problems else 0)
