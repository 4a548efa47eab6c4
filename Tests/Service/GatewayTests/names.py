"""Sends files under many names by real clients, and fetches the links: prints a line of JSON for each.

    names.py URL KEY

Each line has the client, the name, the status, the name that the gateway saw, and for one client the names under which curl -OJ and
Python's email would keep the file.
"""

import asyncio
import email
import email.policy
import email.utils
import json
import os
import subprocess
import sys
import tempfile
import urllib.request

import aiohttp
import httpx
import requests
import urllib3

URL = sys.argv[1] + "/upload"
HEADERS = {"Authorization": "Bearer " + sys.argv[2]}
DATA = b"The harbour was quiet this morning.\n"
WHO = {"contact_id": "customer"}
NAMES = [
    "note.txt", "annual report.txt", "Dr. Smith.txt", "Grüße.txt", "Résumé 2026.txt", "日本語のファイル.txt", "отчёт.txt", "Ελληνικά.txt",
    "חשבונית.txt", "فاتورة.txt", "می\u200cخواهم.txt", "ශ්\u200dරී.txt", "👩\u200d👧 us.txt", "☎\ufe0f.txt", "葛\U000e0100城.txt",
    'the "final" one.txt', "it's.txt", "50% off.txt", "100%.txt", "a;b=c.txt", "a, b.txt", "[1] (2) {3}.txt", "a+b & c.txt", "#1 @home!.txt",
    "Why?.txt", "~$draft.txt",
]  # fmt: skip


def report(client, name, status, body, **more):
    answer = json.loads(body)
    seen = (answer.get("attachment") or {}).get("file", {}).get("name") if status == 200 else answer.get("error")
    print(json.dumps({"client": client, "name": name, "status": status, "seen": seen, **more}), flush=True)
    return answer


def stand_in(name):
    return "".join(letter if letter.isascii() and letter not in '"\\%/?' else "_" for letter in name)


def kept(link):
    """The names under which readers keep what is behind a link."""
    with urllib.request.urlopen(link, timeout=30) as response:
        disposition = response.headers["Content-Disposition"]
    message = email.message_from_string(f"Content-Disposition: {disposition}\n\n")
    last = [value for key, value in message.get_params(header="content-disposition") if key == "filename"][-1]
    policy = email.message_from_string(f"Content-Disposition: {disposition}\n\n", policy=email.policy.default)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["curl", "-sSOJ", "-m", "30", link], check=True, cwd=folder, timeout=40)
        (curl,) = os.listdir(folder)
    return {"extended": email.utils.collapse_rfc2231_value(last), "plain": policy.get_filename(), "curl": curl}


def use_requests(name):
    answer = requests.post(URL, headers=HEADERS, data=WHO, files={"file": (name, DATA, "text/plain")}, timeout=30)
    resource = answer.json().get("attachment") or {}
    more = {**kept(resource["link"]["url"]), "standIn": stand_in(name)} if answer.status_code == 200 else {}
    report("requests", name, answer.status_code, answer.content, **more)


def use_httpx(name):
    files = {"file": (name, DATA, "text/plain")}
    answer = httpx.post(URL, headers=HEADERS, data=WHO, files=files, timeout=30, trust_env=False)
    report("httpx", name, answer.status_code, answer.content)


def use_urllib3(name):
    fields = {**WHO, "file": (name, DATA, "text/plain")}
    answer = urllib3.request("POST", URL, headers=HEADERS, fields=fields, timeout=30)
    report("urllib3", name, answer.status, answer.data)


def use_curl(name):
    quoted = name.replace('"', '\\"')
    with tempfile.NamedTemporaryFile() as file:
        file.write(DATA)
        file.flush()
        form = ["-F", "contact_id=customer", "-F", f'file=@{file.name};filename="{quoted}";type=text/plain']
        command = ["curl", "-sS", "-m", "30", "-w", "\\n%{http_code}", "-H", "Authorization: " + HEADERS["Authorization"], *form, URL]
        body, status = subprocess.run(command, check=True, capture_output=True, timeout=40).stdout.rsplit(b"\n", 1)
    report("curl", name, int(status), body)


async def use_aiohttp():
    async with aiohttp.ClientSession(headers=HEADERS, timeout=aiohttp.ClientTimeout(30)) as session:
        for name in NAMES:
            for quotes in (True, False):
                form = aiohttp.FormData(WHO, quote_fields=quotes)
                form.add_field("file", DATA, filename=name, content_type="text/plain")
                async with session.post(URL, data=form) as answer:
                    client = "aiohttp, quoted" if quotes else "aiohttp"
                    report(client, name, answer.status, await answer.read())


for each in NAMES:
    for use in (use_requests, use_httpx, use_urllib3, use_curl):
        use(each)
asyncio.run(use_aiohttp())
