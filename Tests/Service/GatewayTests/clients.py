"""Sends one file in every form by real clients: prints a line of JSON for each, with the client, the form, the status and the answer.

    clients.py URL KEY
"""

import asyncio
import base64
import json
import subprocess
import sys
import tempfile
import urllib.parse

import aiohttp
import httpx
import requests

URL = sys.argv[1] + "/upload"
HEADERS = {"Authorization": "Bearer " + sys.argv[2]}
NAME = 'Grüße "7" 100%.txt'
DATA = ("The harbour was quiet this morning.\r\n--boundary\r\n\r\n" * 40).encode()
TYPE = {"Content-Type": "text/plain"}
WHO = {"contact_id": "customer", "conversation_id": "talk"}
DISPOSITION = {"Content-Disposition": "attachment; filename=\"x.txt\"; filename*=UTF-8''" + urllib.parse.quote(NAME)}
ENCODED = base64.b64encode(DATA).decode()
FILE = {"filename": NAME, "contentType": "text/plain", "data": ENCODED}
JSON_FILE = {**FILE, **WHO}
JSON_LIST = {"contactId": "customer", "conversationId": "talk", "attachments": [FILE, {**FILE, "data": "data:text/plain;base64," + ENCODED}]}


def pieces():
    for start in range(0, len(DATA), 700):
        yield DATA[start : start + 700]


async def async_pieces():
    for piece in pieces():
        yield piece


def report(client, form, status, body):
    print(json.dumps({"client": client, "form": form, "status": status, "answer": json.loads(body)}), flush=True)


def use_requests():
    def send(form, **arguments):
        arguments["headers"] = {**HEADERS, **arguments.get("headers", {})}
        answer = requests.post(URL, timeout=30, **arguments)
        report("requests", form, answer.status_code, answer.content)

    file = (NAME, DATA, "text/plain")
    send("form", data=WHO, files={"file": file})
    send("form of two", data=WHO, files=[("file", file), ("file", file)])
    send("raw", params={**WHO, "filename": NAME}, data=DATA, headers=TYPE)
    send("raw with disposition", params=WHO, data=DATA, headers={**TYPE, **DISPOSITION})
    send("raw in chunks", params={**WHO, "filename": NAME}, data=pieces(), headers=TYPE)
    send("JSON", json=JSON_FILE)
    send("JSON of two", json=JSON_LIST)


def use_httpx():
    def send(form, **arguments):
        arguments["headers"] = {**HEADERS, **arguments.get("headers", {})}
        answer = httpx.post(URL, timeout=30, trust_env=False, **arguments)
        report("httpx", form, answer.status_code, answer.content)

    file = (NAME, DATA, "text/plain")
    send("form", data=WHO, files={"file": file})
    send("form of two", data=WHO, files=[("file", file), ("file", file)])
    send("raw", params={**WHO, "filename": NAME}, content=DATA, headers=TYPE)
    send("raw with disposition", params=WHO, content=DATA, headers={**TYPE, **DISPOSITION})
    send("raw in chunks", params={**WHO, "filename": NAME}, content=pieces(), headers=TYPE)
    send("JSON", json=JSON_FILE)
    send("JSON of two", json=JSON_LIST)


async def use_aiohttp():
    def form(count):
        form = aiohttp.FormData(WHO, quote_fields=False)
        for _ in range(count):
            form.add_field("file", DATA, filename=NAME.replace('"', "%22"), content_type="text/plain")
        return form

    async with aiohttp.ClientSession(headers=HEADERS, timeout=aiohttp.ClientTimeout(30)) as session:

        async def send(form, **arguments):
            async with session.post(URL, **arguments) as answer:
                report("aiohttp", form, answer.status, await answer.read())

        await send("form", data=form(1))
        await send("form of two", data=form(2))
        await send("raw", params={**WHO, "filename": NAME}, data=DATA, headers=TYPE)
        await send("raw with disposition", params=WHO, data=DATA, headers={**TYPE, **DISPOSITION})
        await send("raw in chunks", params={**WHO, "filename": NAME}, data=async_pieces(), headers=TYPE)
        await send("JSON", json=JSON_FILE)
        await send("JSON of two", json=JSON_LIST)


def use_curl():
    def send(form, *arguments):
        command = ["curl", "-sS", "-m", "30", "-w", "\\n%{http_code}", "-H", "Authorization: " + HEADERS["Authorization"], *arguments]
        body, status = subprocess.run(command, check=True, capture_output=True, timeout=40).stdout.rsplit(b"\n", 1)
        report("curl", form, int(status), body)

    def write(data):
        file = tempfile.NamedTemporaryFile(dir=folder, delete=False)
        file.write(data)
        file.close()
        return file.name

    with tempfile.TemporaryDirectory() as folder:
        path = write(DATA)
        who = [argument for name, value in WHO.items() for argument in ("-F", f"{name}={value}")]
        quoted = NAME.replace('"', '\\"')
        file = ["-F", f'file=@{path};filename="{quoted}";type=text/plain']
        query = URL + "?" + urllib.parse.urlencode(WHO)
        named = query + "&" + urllib.parse.urlencode({"filename": NAME})
        text = ["-H", "Content-Type: text/plain"]
        send("form", *who, *file, URL)
        send("form of two", *who, *file, *file, URL)
        send("raw", *text, "--data-binary", "@" + path, named)
        send("raw with disposition", *text, "-H", "Content-Disposition: " + DISPOSITION["Content-Disposition"], "--data-binary", "@" + path, query)
        send("raw in chunks", *text, "-H", "Transfer-Encoding: chunked", "--data-binary", "@" + path, named)
        for form, message in (("JSON", JSON_FILE), ("JSON of two", JSON_LIST)):
            body = write(json.dumps(message, ensure_ascii=False).encode())
            send(form, "-H", "Content-Type: application/json", "--data-binary", "@" + body, URL)
        for form, encoder in (("form in base64", "base64"), ("form in quoted-printable", "quoted-printable")):
            send(form, *who, "-F", f'file=@{path};filename="{quoted}";type=text/plain;encoder={encoder}', URL)


use_requests()
use_httpx()
asyncio.run(use_aiohttp())
use_curl()
