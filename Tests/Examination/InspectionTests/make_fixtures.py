"""Writes small real files of many kinds into the folder that is named first."""

import base64
import os
import struct
import sys
import zipfile
import zlib

folder = sys.argv[1]


def save(name, data):
    with open(os.path.join(folder, name), "wb") as file:
        file.write(data)


def archive(name, members, stored=()):
    with zipfile.ZipFile(os.path.join(folder, name), "w", zipfile.ZIP_DEFLATED) as file:
        for member, data in members:
            file.writestr(member, data, zipfile.ZIP_STORED if member in stored else None)


def png():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b"")


def office(name, main, kind):
    content = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Override PartName="/%s" ContentType="application/vnd.openxmlformats-officedocument.%s.main+xml"/></Types>' % (main, kind)
    )
    archive(name, [("[Content_Types].xml", content), ("_rels/.rels", "<Relationships/>"), (main, "<x/>"), ("docProps/app.xml", "<x/>")])


def package(name, members):
    archive(name, [(member, '<?xml version="1.0"?><x/>') for member in members])


def open_document(name, kind):
    archive(name, [("mimetype", kind), ("content.xml", "<x/>"), ("META-INF/manifest.xml", "<x/>")], stored=("mimetype",))


def ole(stream, size):
    """A compound file whose directory stands behind its one stream, and so behind any head that is shorter than it."""
    sectors = (size + 511) // 512
    fat_count = (sectors + 2 + 127) // 128
    directory, first_fat = sectors, sectors + 1
    fat = [i + 1 for i in range(sectors - 1)] + [0xFFFFFFFE, 0xFFFFFFFE] + [0xFFFFFFFD] * fat_count
    fat += [0xFFFFFFFF] * (fat_count * 128 - len(fat))

    def entry(name, kind, child, start, length):
        text = (name + "\0").encode("utf-16-le")
        return text.ljust(64, b"\0") + struct.pack(
            "<HBBIII16sIQQIQ", len(text), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child, b"", 0, 0, 0, start, length)

    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, fat_count, directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += b"".join(struct.pack("<I", first_fat + i if i < fat_count else 0xFFFFFFFF) for i in range(109))
    entries = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry(stream, 2, 0xFFFFFFFF, 0, size) + bytes(256)
    return header + bytes(sectors * 512) + entries + struct.pack("<%dI" % len(fat), *fat)


save("image.png", png())
save("image.gif", base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"))
save("page.pdf", b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
office("text.docx", "word/document.xml", "wordprocessingml.document")
office("table.xlsx", "xl/workbook.xml", "spreadsheetml.sheet")
office("slides.pptx", "ppt/presentation.xml", "presentationml.presentation")
# The orders in which office suites write, each of which a reader of the first members takes for something else.
package("libreoffice.docx", ["_rels/.rels", "docProps/app.xml", "word/document.xml", "[Content_Types].xml"])
package("many-properties.docx", ["[Content_Types].xml", "docProps/app.xml", "docProps/core.xml", "docProps/custom.xml", "word/document.xml"])
package("openpyxl.xlsx", ["docProps/app.xml", "docProps/core.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"])
package("macros.docm", ["[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/vbaProject.bin"])
package("macros.xlsm", ["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/macrosheets/sheet1.xml"])
open_document("text.odt", "application/vnd.oasis.opendocument.text")
open_document("table.ods", "application/vnd.oasis.opendocument.spreadsheet")
open_document("book.epub", "application/epub+zip")
archive("plain.zip", [("a.txt", "a"), ("b.txt", "b")])
save("letter.doc", ole("WordDocument", 5000))
save("long-letter.doc", ole("WordDocument", 200000))
save("table.xls", ole("Workbook", 5000))
save("song.mp3", b"ID3\x03\0\0" + bytes([0, 6, 0, 0]) + b"APIC" + bytes(98300) + b"\xff\xfb\x90\x64" + bytes(413))
save("program", open("/bin/true", "rb").read())
