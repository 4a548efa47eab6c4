"""Drives the upload page of a running gateway in headless Chromium, and prints one JSON line for each scenario.

    upload_page.py GATEWAY KEY PORT FOLDER [PICTURES]

GATEWAY is its address, KEY one with the role upload, PORT where a page of another origin is served from, FOLDER for files and the
browser's profile, PICTURES a folder for a screenshot of each scenario. Only the standard library is used: Chromium's DevTools protocol
goes over two pipes.
"""
import base64, fcntl, http.server, json, os, select, signal, subprocess, sys, threading, time, traceback, urllib.request

gateway, key, port, folder = sys.argv[1:5]
pictures = sys.argv[5] if len(sys.argv) > 5 else None
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"


class Browser:
    def __init__(self):
        to_read, self.to_write = os.pipe()
        self.from_read, from_write = os.pipe()
        # High, so that putting them at 3 and 4 overwrites neither.
        child = [fcntl.fcntl(fd, fcntl.F_DUPFD, 50) for fd in (to_read, from_write)]
        self.process = subprocess.Popen(
            ["chromium", "--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--no-first-run",
             "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--disable-sync",
             "--no-proxy-server", "--window-size=900,900", f"--user-data-dir={folder}/profile"],
            close_fds=False, preexec_fn=lambda: (os.dup2(child[0], 3), os.dup2(child[1], 4)),
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=open(f"{folder}/chromium.log", "wb"), start_new_session=True)
        for fd in child + [to_read, from_write]:
            os.close(fd)
        self.buffer, self.number, self.events, self.session = b"", 0, [], None

    def call(self, method, session=None, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self.to_write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def receive(self):
        while b"\0" not in self.buffer:
            if not select.select([self.from_read], [], [], 20)[0]:
                raise RuntimeError("Chromium says nothing")
            piece = os.read(self.from_read, 1 << 20)
            if not piece:
                raise RuntimeError("Chromium has ended: " + open(f"{folder}/chromium.log").read()[-2000:])
            self.buffer += piece
        message, _, self.buffer = self.buffer.partition(b"\0")
        return json.loads(message)

    def close(self):
        try:
            self.call("Browser.close")
        except (RuntimeError, OSError):
            pass
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)


class Page:
    """A page that was just loaded; all are in one tab, for a new one takes longer than most scenarios."""

    def __init__(self, browser, url):
        self.browser = browser
        if not browser.session:
            target = browser.call("Target.createTarget", url="about:blank")["targetId"]
            browser.session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
            for domain in ("Page", "Network", "Log", "Runtime", "DOM"):
                self.call(domain + ".enable")
        self.call("Network.emulateNetworkConditions", offline=False, latency=0, downloadThroughput=-1, uploadThroughput=-1)
        # By way of nothing: two links that differ behind the # alone are one page.
        for address in ("about:blank", url):
            self.call("Page.navigate", url=address)
            self.wait(f"document.readyState === 'complete' && location.href.startsWith({json.dumps(address.split('#')[0])})")
        browser.events.clear()

    @property
    def session(self):
        return self.browser.session

    def call(self, method, **parameters):
        return self.browser.call(method, self.session, **parameters)

    def value(self, expression):
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def wait(self, expression):
        deadline = time.monotonic() + 10
        while not self.value(expression):
            if time.monotonic() > deadline:
                raise AssertionError(f"in vain: {expression}; rows: {self.rows()}; {self.value('document.body.innerText')}")
            time.sleep(0.02)

    def ready(self):
        self.wait("!!document.querySelector('.lazaret-choose:not(:disabled)')")
        return self

    def choose(self, *paths):
        root = self.call("DOM.getDocument")["root"]["nodeId"]
        node = self.call("DOM.querySelector", nodeId=root, selector=".lazaret-input")["nodeId"]
        self.call("DOM.setFileInputFiles", nodeId=node, files=list(paths))

    def rows(self):
        return self.value("""[...document.querySelectorAll('.lazaret-file')].map((row) => ({
            name: row.querySelector('.lazaret-name').textContent, state: row.dataset.state,
            text: row.querySelector('.lazaret-state').textContent }))""")

    def settle(self, count):
        self.wait(f"""((rows) => rows.length === {count} && rows.every((row) => ['released', 'held', 'refused', 'failed', 'cancelled']
            .includes(row.dataset.state)))([...document.querySelectorAll('.lazaret-file')])""")
        return self.rows()

    def seen(self, method):
        self.value("0")
        return [event["params"] for event in self.browser.events
                if event.get("sessionId") == self.session and event["method"] == method]

    def requests(self, method, part):
        return [event["request"]["url"] for event in self.seen("Network.requestWillBeSent")
                if event["request"]["method"] == method and part in event["request"]["url"]]

    def close(self, name):
        if pictures:
            picture = self.call("Page.captureScreenshot", format="png")["data"]
            with open(f"{pictures}/{name}.png", "wb") as file:
                file.write(base64.b64decode(picture))
        # What the page's own policy has stopped, and what went wrong in a script.
        blocked = [entry["entry"]["text"] for entry in self.seen("Log.entryAdded") if entry["entry"]["source"] == "security"]
        thrown = [event["exceptionDetails"] for event in self.seen("Runtime.exceptionThrown")]
        assert not blocked and not thrown, (blocked, thrown)


def write(name, contents):
    os.makedirs(f"{folder}/files", exist_ok=True)
    with open(f"{folder}/files/{name}", "wb") as file:
        file.write(contents)
    return file.name


def api(method, path, body=None):
    request = urllib.request.Request(gateway + path, method=method, headers={"Authorization": f"Bearer {key}"},
                                     data=json.dumps(body).encode() if body else None)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def token(**limits):
    return api("POST", "/tokens", {"conversation_id": "browser", "contact_id": "customer-1", **limits})["token"]


def attachments():
    return len(api("GET", "/attachments?limit=200")["attachments"])


note = lambda name="note.txt": write(name, b"The harbour was quiet this morning.\n")


def link(**limits):
    return f"{gateway}/upload-page#token={token(**limits)}"


# Scenarios: each gets a fresh page that is ready.

def uploads_a_file_and_says_what_became_of_it(page):
    page.choose(note())
    assert page.settle(1) == [{"name": "note.txt", "state": "released", "text": "Received and checked"}], page.rows()
    assert page.value("document.querySelector('.lazaret-live').textContent") == "note.txt: Received and checked"


def refuses_a_type_before_it_is_sent(page):
    page.choose(write("setup.exe", b"MZ"))
    row, = page.settle(1)
    assert row["state"] == "refused" and "not accepted" in row["text"], row
    assert not page.requests("POST", "/upload")


def refuses_an_empty_and_a_too_large_file_before_they_are_sent(page):
    page.choose(write("empty.txt", b""), write("large.txt", b"a" * 200_001))
    empty, large = page.settle(2)
    assert "empty" in empty["text"] and "limit is 200 kB" in large["text"], page.rows()
    assert not page.requests("POST", "/upload")


def refuses_more_files_than_one_message_takes(page):
    page.choose(*[note(f"note-{number}.txt") for number in range(4)])
    rows = page.settle(4)
    assert [row["state"] for row in rows].count("released") == 3, rows
    assert "at most 3" in rows[3]["text"], rows


def says_that_a_file_is_infected(page):
    page.choose(write("letter.txt", EICAR))
    row, = page.settle(1)
    assert row["state"] == "refused" and "security check" in row["text"], row


def says_that_a_file_is_not_what_its_name_says(page):
    page.choose(write("photo.png", b"The harbour was quiet this morning.\n"))
    row, = page.settle(1)
    assert row["state"] == "refused" and "not what its name says" in row["text"], row


def cancels_what_is_being_sent(page):
    before = attachments()
    page.call("Network.emulateNetworkConditions", offline=False, latency=0, downloadThroughput=-1, uploadThroughput=10_000)
    page.choose(write("slow.txt", b"harbour " * 20_000))
    page.wait("document.querySelector('.lazaret-file')?.dataset.state === 'sending'")
    assert page.value("document.querySelector('.lazaret-action').getAttribute('aria-label')") == "Cancel: slow.txt"
    page.value("document.querySelector('.lazaret-action').click()")
    assert page.settle(1)[0]["state"] == "cancelled"
    assert attachments() == before


def takes_two_files_that_are_dropped(page):
    files = [note("one.txt"), note("two.txt")]
    x, y = page.value("((box) => [box.x + box.width / 2, box.y + box.height / 2])(document.querySelector('.lazaret-drop').getBoundingClientRect())")
    data = {"items": [], "files": files, "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        page.call("Input.dispatchDragEvent", type=kind, x=x, y=y, data=data)
    rows = page.settle(2)
    assert [(row["name"], row["state"]) for row in rows] == [("one.txt", "released"), ("two.txt", "released")], rows


def shows_markup_in_a_name_as_text(page):
    name = "<img src=x onerror=alert(1)><b>bold</b>".replace("/", "") + ".txt"
    page.choose(note(name))
    row, = page.settle(1)
    assert row["name"] == name and row["state"] == "released", row
    assert page.value("document.querySelectorAll('#upload img, #upload b').length") == 0


def asks_until_the_outcome_is_known(page):
    page.value(f"LazaretUpload.mount(document.getElementById('upload'), {{ token: {json.dumps(token())}, wait: 0 }}).ready")
    page.ready().choose(note())
    assert page.settle(1)[0]["state"] == "released"
    assert page.requests("GET", "/attachments/")


def tries_again_when_the_connection_breaks(page):
    before = attachments()
    offline = dict(latency=0, downloadThroughput=-1, uploadThroughput=-1)
    page.call("Network.emulateNetworkConditions", offline=True, **offline)
    page.choose(note())
    page.wait("document.querySelector('.lazaret-file')?.dataset.state === 'retrying'")
    page.call("Network.emulateNetworkConditions", offline=False, **offline)
    assert page.settle(1)[0]["state"] == "released"
    keys = {event["request"]["headers"]["Idempotency-Key"] for event in page.seen("Network.requestWillBeSent")
            if event["request"]["method"] == "POST"}
    assert len(keys) == 1 and attachments() == before + 1, (keys, before)


def says_that_a_token_is_used_up(page):
    page.value(f"LazaretUpload.mount(document.getElementById('upload'), {{ token: {json.dumps(token(max_files=1))} }}).ready")
    page.ready().choose(note())
    page.settle(1)
    page.choose(note())
    assert "No more files" in page.settle(2)[1]["text"], page.rows()


def asks_for_another_token_when_one_has_run_out(page):
    page.value(f"""globalThis.tokens = ['lzt1.e30.AAAA', {json.dumps(token())}];
        LazaretUpload.mount(document.getElementById('upload'), {{ token: async () => tokens.shift() }}).ready""")
    page.ready().choose(note())
    assert page.settle(1)[0]["state"] == "released", page.rows()


def can_be_used_with_the_keyboard_and_a_screen_reader(page):
    page.call("Input.dispatchKeyEvent", type="keyDown", key="Tab", code="Tab", windowsVirtualKeyCode=9)
    page.wait("document.activeElement.className === 'lazaret-choose'")
    tree = page.call("Accessibility.getFullAXTree")["nodes"]
    names = {(node.get("role", {}).get("value"), node.get("name", {}).get("value")) for node in tree}
    assert ("button", "Choose files") in names and any(role == "status" for role, _ in names), names
    described = page.value("document.getElementById(document.activeElement.getAttribute('aria-describedby')).textContent")
    assert described == "PNG, JPG, PDF, TXT · up to 200 kB each · at most 3 at a time", described
    page.choose(note())
    page.settle(1)
    page.value("document.querySelector('.lazaret-action').focus()")
    page.value("document.activeElement.click()")
    assert page.rows() == [] and page.value("document.activeElement.className") == "lazaret-choose"


def asks_for_a_token_when_the_link_has_none(page):
    page.value("location.hash = ''")
    page.wait("!document.getElementById('permission').hidden")
    page.value(f"document.getElementById('token').value = {json.dumps(token())}")
    page.value("document.querySelector('#permission button').click()")
    page.ready().choose(note())
    assert page.settle(1)[0]["state"] == "released"


def works_on_a_page_of_another_origin(page):
    page.choose(note())
    assert page.settle(1)[0]["state"] == "released", page.rows()


class Shop(http.server.BaseHTTPRequestHandler):
    """A page of somebody else's, as docs/browser.md shows it."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(f"""<!DOCTYPE html><title>Shop</title><link rel="icon" href="data:,">
            <link rel="stylesheet" href="{gateway}/lazaret-upload.css"><div id="upload"></div>
            <script src="{gateway}/lazaret-upload.js"></script>
            <script>LazaretUpload.mount(document.getElementById('upload'), {{ token: location.hash.slice(1) }});</script>""".encode())

    def log_message(self, *_):
        pass


scenarios = [
    uploads_a_file_and_says_what_became_of_it, refuses_a_type_before_it_is_sent,
    refuses_an_empty_and_a_too_large_file_before_they_are_sent, refuses_more_files_than_one_message_takes, says_that_a_file_is_infected,
    says_that_a_file_is_not_what_its_name_says, cancels_what_is_being_sent, takes_two_files_that_are_dropped,
    shows_markup_in_a_name_as_text, asks_until_the_outcome_is_known, tries_again_when_the_connection_breaks,
    says_that_a_token_is_used_up, asks_for_another_token_when_one_has_run_out, can_be_used_with_the_keyboard_and_a_screen_reader,
    asks_for_a_token_when_the_link_has_none, works_on_a_page_of_another_origin,
]

shop = http.server.ThreadingHTTPServer(("127.0.0.1", int(port)), Shop)
threading.Thread(target=shop.serve_forever, daemon=True).start()
browser = Browser()
# Whatever hangs, no browser is left behind.
signal.signal(signal.SIGALRM, lambda *_: (os.killpg(browser.process.pid, signal.SIGKILL), os._exit(1)))
signal.alarm(60)
try:
    for scenario in scenarios:
        problem = None
        try:
            isElsewhere = scenario is works_on_a_page_of_another_origin
            page = Page(browser, f"http://127.0.0.1:{port}/#{token()}" if isElsewhere else link())
            scenario(page.ready())
            page.close(scenario.__name__)
        except Exception:
            problem = traceback.format_exc()[-3000:]
        print(json.dumps({"scenario": scenario.__name__, "problem": problem}), flush=True)
finally:
    browser.close()
