"""A client and a server of Isomer's wire, written from PROTOCOL.md, SEAL.md and WIRE.md alone.

Two parts: Keys, who one is and whom one believes; Process, which serves a context and calls others.
Numbers in comments are those of the lists in PROTOCOL.md. Events and streams, which are optional, are left out.
"""
import base64
import hashlib
import hmac
import json
import re
import secrets
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import redis
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

EXPIRY_MS = 1_500
CONCURRENCY = 8
KEEP_MS = 60_000
MOST_ITEMS = 1_024
MOST_BYTES = 32 * 1024 * 1024
WELL_FORMED = {"from": r"[A-Za-z0-9_.-]{1,200}", "at": r"[0-9]{1,15}", "repeatable": "[01]"}
KEEP_BYTES = 65_536
DEAD_BYTES = 64 * 1024 * 1024  # What all dead letters of a context may take of Redis's memory.
LEEWAY_S = 30


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def canonical(value):
    """JSON as in RFC 8785."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{%s}" % ",".join(f"{compact(name)}:{canonical(value[name])}" for name in names)
    if isinstance(value, list):
        return "[%s]" % ",".join(map(canonical, value))
    return number(value) if isinstance(value, float) else compact(value)


def number(value):
    """A float as ECMAScript writes it. `point` is where its decimal point is, counted from its first digit."""
    if value == 0:
        return "0"
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    text, point = "".join(map(str, digits)), len(digits) + exponent
    if not -6 < point <= 21:
        text = f"{text[0]}{'.' * (len(text) > 1)}{text[1:]}e{point - 1:+d}"
    elif point <= 0:
        text = "0." + "0" * -point + text
    elif point >= len(text):
        text += "0" * (point - len(text))
    else:
        text = f"{text[:point]}.{text[point:]}"
    return "-" * sign + text


def call_hash(call):
    return b64(hashlib.sha256(canonical(call).encode()).digest())[:16]


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def netstrings(values):
    return b"".join(b"%d:%s," % (len(data), data) for data in (value.encode() for value in values))


def is_length(value):
    return type(value) is int and value >= 0


class Texts:
    """What is in the field `texts`, one text after the other. Lengths are in bytes of UTF-8."""

    def __init__(self, text):
        self.data, self.at = text.encode(), 0

    def take(self, length):
        taken = self.data[self.at : self.at + length]
        if len(taken) < length:
            raise Refused("its texts are shorter than it says")
        self.at += length
        return taken.decode()

    def end(self):
        if self.at < len(self.data):
            raise Refused("its texts are longer than it says")


def read_calls(fields):
    """The calls that can be read: [id, name, timeoutMs, headers, body]; what follows them is for later versions."""
    calls, texts, shared = [], Texts(fields["texts"]), ""
    for name, form in WELL_FORMED.items():
        if not re.fullmatch(form, fields[name]):
            raise Refused(f"its field {name} is not as it must be")
    items = json.loads(fields["calls"])
    if len(items) > MOST_ITEMS:
        raise Refused(f"it has more than {MOST_ITEMS} calls")
    for call in items:
        if fields["v"] == "2" and is_length(call):
            shared = texts.take(call)
            continue
        if not (isinstance(call, list) and len(call) >= 5 and all(map(is_length, call[3:5]))):
            continue
        headers, body = shared + texts.take(call[3]), texts.take(call[4])
        if all(map(isinstance, call, (int, str, (int, float)))):
            calls.append([*call[:3], headers, body])
    texts.end()
    return calls


def kept_of(flat):
    """What a dead letter keeps of an entry, and the size of one that is not kept whole."""
    kept, room = [], KEEP_BYTES
    for part in map(str.encode, flat):
        room -= 3
        if room > 0:
            kept.append(part[:room].decode(errors="ignore"))
        room -= len(part)
    size = sum(len(part.encode()) for part in flat)
    return {"fields": compact(kept), **({"cut": str(size)} if room < 0 else {})}


class Refused(Exception):
    """What was read is not believed; nobody is answered."""


class CallError(Exception):
    """An error of a call, as it travels."""

    def __init__(self, code, message, details=None, may_have_run=False):
        super().__init__(message)
        self.code, self.message, self.details, self.may_have_run = code, message, details or {}, may_have_run

    def as_json(self):
        return {"code": self.code, "message": self.message, "details": self.details, "mayHaveRun": self.may_have_run}


class Keys:
    """The private keys of this service, and the public ones of all whom it trusts."""

    def __init__(self, own, trusted):
        self.name = own["service"]
        private = {key["crv"]: key for key in own["keys"]}
        self.agree_kid, self.sign_kid = private["X25519"]["kid"], private["Ed25519"]["kid"]
        self.agree_public = private["X25519"]["x"]
        self.agree_private = X25519PrivateKey.from_private_bytes(unb64(private["X25519"]["d"]))
        self.sign_private = Ed25519PrivateKey.from_private_bytes(unb64(private["Ed25519"]["d"]))
        self.services = trusted["services"]
        self.owner, self.public = {}, {}
        for name, service in self.services.items():
            for key in service["keys"]:
                self.owner[key["kid"]], self.public[key["kid"]] = name, key

    def may_serve(self, service, context):
        return context in self.services[service].get("serves", [service])

    def servers_of(self, context):
        return [
            key["kid"]
            for name, service in self.services.items()
            if self.may_serve(name, context)
            for key in service["keys"]
            if key["crv"] == "X25519"
        ]

    def _hmac(self, kid, sending, stream, text):
        """For what is sent to the owner of `kid`, or comes from it."""
        public = self.public[kid]["x"]
        shared = self.agree_private.exchange(X25519PublicKey.from_public_bytes(unb64(public)))
        pair = (self.agree_public, public) if sending else (public, self.agree_public)
        info = "isomer seal 1 {} {}".format(*pair).encode()
        key = HKDF(SHA256(), 32, salt=None, info=info).derive(shared)
        return b64(hmac.new(key, netstrings([stream]) + text, hashlib.sha256).digest())

    def seal(self, kids, stream, fields):
        """The fields of an entry, in turn with their values, and the seal as the last one."""
        text = netstrings([part for pair in fields.items() for part in pair])
        hmacs = ",".join(f"{kid}:{self._hmac(kid, True, stream, text)}" for kid in kids)
        return {**fields, "seal": f"1 {self.agree_kid} {hmacs} {stream}"}

    def open(self, stream, fields):
        """The kid of who sealed the entry. Raises Refused."""
        names = list(fields)
        if not names or names[-1] != "seal":
            raise Refused("it is not sealed")
        text = netstrings([part for name in names[:-1] for part in (name, fields[name])])
        version, kid, hmacs, where = (fields["seal"].split(" ", 3) + [""] * 4)[:4]
        own = dict(each.partition(":")[::2] for each in hmacs.split(",")).get(self.agree_kid)
        if version != "1" or where != stream or own is None or self.public.get(kid, {}).get("crv") != "X25519":
            raise Refused("its seal is not for us, or of nobody whom we trust")
        if not hmac.compare_digest(own.encode(), self._hmac(kid, False, stream, text).encode()):
            raise Refused("it was altered")
        return kid

    def token(self, context, subject):
        now = int(time.time())
        header = {"alg": "EdDSA", "typ": "principal+jwt", "kid": self.sign_kid}
        claims = {"iss": self.name, "aud": context, "sub": subject, "iat": now, "exp": now + 60}
        signed = f"{b64(compact(header).encode())}.{b64(compact(claims).encode())}"
        return f"{signed}.{b64(self.sign_private.sign(signed.encode()))}"

    def subject_of(self, token, context, sender):
        """On whose behalf `sender` calls. Raises CallError `untrusted`."""
        try:
            head, body, signature = token.split(".")
            header, claims = json.loads(unb64(head)), json.loads(unb64(body))
            kid, issuer, now = header["kid"], claims["iss"], time.time()
            service, key = self.services[issuer], self.public[kid]
            Ed25519PublicKey.from_public_bytes(unb64(key["x"])).verify(unb64(signature), f"{head}.{body}".encode())
            kind, _, name = claims["sub"].partition(":")
            believed = (
                (header["alg"], header["typ"], key["crv"]) == ("EdDSA", "principal+jwt", "Ed25519")
                and issuer == self.owner[kid] == sender
                and claims["aud"] == context
                and claims["exp"] - claims["iat"] <= 60
                and claims["iat"] - LEEWAY_S <= now < claims["exp"] + LEEWAY_S
                and context in service.get("calls", [context])
                and (claims["sub"] == "anonymous" or (kind in ("member", "system") and name != ""))
                and (kind != "system" or service.get("system", bool(service.get("serves", [issuer]))))
            )
        except (ValueError, KeyError, TypeError, AttributeError, InvalidSignature):
            believed = False
        if not believed:
            raise CallError("untrusted", f"{sender} is not believed")
        return claims["sub"]


class Call:
    """A call while it is served: what its handler may ask."""

    def __init__(self, process, subject, headers, ends):
        self.process, self.subject, self.headers, self.ends = process, subject, headers, ends
        self.cancelled = threading.Event()

    def left_ms(self):
        return (self.ends - time.monotonic()) * 1_000

    def call(self, context, name, value):
        """A nested call: on behalf of the same principal, with what time is left, under the same trace."""
        return self.process.call(context, name, value, self.left_ms(), self.subject, self.headers["traceId"])


class Process:
    def __init__(self, url, keys, prefix="isomer"):
        # Each blocking command has a connection of its own: a pool gives none out twice.
        self.redis = redis.Redis.from_url(url, decode_responses=True, encoding_errors="replace")
        self.keys, self.prefix = keys, prefix
        self.id = f"{keys.name}-py-{secrets.token_hex(6)}"
        self.leaving = threading.Event()
        self.lock = threading.Lock()
        self.renew_clock()
        self.clients = {}
        if self.redis.info("memory").get("maxmemory_policy") != "noeviction":
            raise SystemExit("Redis would evict entries: set maxmemory-policy noeviction")

    def renew_clock(self):
        seconds, micros = self.redis.time()
        self.ahead = seconds * 1_000 + micros / 1_000 - time.monotonic() * 1_000

    def now(self):
        """Milliseconds of Redis's clock."""
        return time.monotonic() * 1_000 + self.ahead

    def key(self, context, *parts):
        return ":".join([self.prefix, "{%s}" % context, *parts])

    def call(self, context, name, value, deadline_ms=5_000, subject="anonymous", trace="", **options):
        with self.lock:
            client = self.clients.get(context) or self.clients.setdefault(context, Client(self, context))
        return client.call(name, value, deadline_ms, subject, trace, **options)


class Client:
    """Calls one context. The list `A client`."""

    def __init__(self, process, context):
        self.process, self.context, self.waiting, self.last_id = process, context, {}, 0
        self.lock = threading.Lock()
        self.replies = process.key(context, "replies", process.id)
        threading.Thread(target=self._read, daemon=True).start()

    def call(self, name, value, deadline_ms, subject, trace, contract_hash="", repeatable=True, key=None, token=None):
        process, ends = self.process, time.monotonic() + deadline_ms / 1_000
        headers = {"token": token or process.keys.token(self.context, subject), "traceId": trace, "locale": "en"}
        headers["hash"] = contract_hash
        if key is not None:
            headers["idempotencyKey"] = key
        self._wait_for_somebody(min(deadline_ms, 800))
        with self.lock:
            self.last_id += 1
            call, answer = self.last_id, [threading.Event(), None]
            self.waiting[call] = answer
        left = round((ends - time.monotonic()) * 1_000)
        fields = {"v": "1", "from": process.id, "at": str(round(process.now())), "repeatable": str(int(repeatable))}
        texts = [compact(headers), compact(value)]
        fields["calls"] = compact([[call, name, left, *(len(text.encode()) for text in texts)]])
        fields["texts"] = "".join(texts)
        requests = process.key(self.context, "requests")
        try:
            sealed = process.keys.seal(process.keys.servers_of(self.context), requests, fields)
            process.redis.xadd(requests, sealed)
            gone_since = None
            while not answer[0].wait(min(0.25, max(0, ends - time.monotonic()))):
                if time.monotonic() >= ends:
                    raise CallError("deadline-exceeded", f"{self.context}.{name}", may_have_run=True)
                gone_since = None if self._somebody() else gone_since or time.monotonic()
                if gone_since and time.monotonic() - gone_since > 1:
                    raise CallError("unavailable", f"all of {self.context} are gone", may_have_run=True)
        finally:
            self.waiting.pop(call, None)
        return self._result(*answer[1])

    def _result(self, kind, body):
        body = json.loads(body)
        if kind == "ok":
            return body
        code = body["code"]
        if kind == "failure":  # The transport's codes are in CamelCase, those of errors in words-with-dashes.
            code = "".join("-" + c.lower() if c.isupper() else c for c in code).lstrip("-")
        raise CallError(code, body["message"], body.get("details"), body.get("mayHaveRun") is not False)

    def _somebody(self):
        highest = self.process.redis.zrevrange(self.process.key(self.context, "alive"), 0, 0, withscores=True)
        return bool(highest) and highest[0][1] > self.process.now()

    def _wait_for_somebody(self, patience_ms):
        until = time.monotonic() + patience_ms / 1_000
        self.process.renew_clock()
        while not self._somebody():
            if time.monotonic() > until:
                raise CallError("unavailable", f"nobody serves {self.context}")
            time.sleep(0.05)

    def _read(self):
        last, process = "0-0", self.process
        while True:
            try:
                for _, entries in process.redis.xread({self.replies: last}, count=256, block=1_000):
                    for last, fields in entries:
                        self._take(fields)
                process.redis.xtrim(self.replies, minid=last, approximate=False)
                process.redis.pexpire(self.replies, KEEP_MS)
            except redis.ConnectionError:
                last = "0-0"
                time.sleep(0.05)

    def _take(self, fields):
        keys = self.process.keys
        try:
            if not keys.may_serve(keys.owner[keys.open(self.replies, fields)], self.context) or fields["v"] != "1":
                return
            texts = Texts(fields["texts"])
            for call, kind, length, *_ in json.loads(fields["replies"]):
                answer, body = self.waiting.get(call), texts.take(length)
                if answer and kind in ("ok", "error", "failure"):
                    answer[1] = (kind, body)
                    answer[0].set()
        except (Refused, ValueError, KeyError, TypeError):
            return


class Server:
    """Serves one context: `handlers` has a function of (input, Call) for each call. The list `A server`."""

    def __init__(self, process, contract, handlers):
        self.process, self.contract, self.handlers = process, contract, handlers
        self.context = contract["context"]
        self.requests, self.control = process.key(self.context, "requests"), process.key(self.context, "control", process.id)
        self.alive, self.replicas = process.key(self.context, "alive"), process.key(self.context, "replicas")
        self.running, self.cancelled, self.handled = {}, {}, set()
        self.started, self.starting = {}, threading.Lock()
        self.beating, self.withdrawn = threading.Lock(), False
        self.pool = ThreadPoolExecutor(CONCURRENCY)
        hashes = {name: call_hash(call) for name, call in contract["calls"].items()}
        self.announcement = compact(
            {"version": "python", "calls": hashes, "expiryMs": EXPIRY_MS, "concurrency": CONCURRENCY, "reads": 2}
        )

    def run(self):
        """Until the process is leaving."""
        self._make_group()  # 2
        self._heartbeat()
        for work in (self._beat, self._read_control):
            threading.Thread(target=work, daemon=True).start()
        fresh = True
        while not self.process.leaving.is_set():
            try:
                if fresh:
                    self._read_own()  # 4
                    fresh = False
                free = CONCURRENCY - len(self.handled)
                if free < 1:
                    time.sleep(0.005)
                    continue
                self._begin(self._group_read(">", free, 500))  # 5
            except redis.ConnectionError:
                fresh = True
                time.sleep(0.05)
            except redis.ResponseError as error:
                if "NOGROUP" not in str(error) and "UNBLOCKED" not in str(error):
                    raise
                self._make_group()
        self._leave()

    def _make_group(self):
        try:
            self.process.redis.xgroup_create(self.requests, "replicas", "0", mkstream=True)
        except redis.ResponseError as error:
            if "BUSYGROUP" not in str(error):
                raise

    def _heartbeat(self):  # 3
        process = self.process
        process.renew_clock()
        pipe = process.redis.pipeline(transaction=False)
        pipe.zadd(self.alive, {process.id: round(process.now()) + EXPIRY_MS})
        pipe.hset(self.replicas, process.id, self.announcement)
        pipe.pexpire(self.alive, 10 * EXPIRY_MS).pexpire(self.replicas, 10 * EXPIRY_MS).execute()

    def _beat(self):
        while True:
            time.sleep(EXPIRY_MS / 3_000)
            try:
                with self.beating:
                    if self.withdrawn:
                        return
                    self._heartbeat()
                if not self.process.leaving.is_set():
                    self._take_over()
            except redis.RedisError:
                continue

    def _group_read(self, start, count, block=None):
        read = self.process.redis.xreadgroup("replicas", self.process.id, {self.requests: start}, count, block)
        return [entry for _, entries in read for entry in entries]

    def _read_own(self):
        last = "0-0"
        while True:
            page = self._group_read(last, 100)
            self._begin(page)
            if len(page) < 100:
                return
            last = page[-1][0]

    def _take_over(self):  # 9
        store, own = self.process.redis, self.process.id
        living = {name for name, until in store.zrevrange(self.alive, 0, -1, withscores=True) if until > self.process.now()}
        for consumer in store.xinfo_consumers(self.requests, "replicas"):
            name = consumer["name"]
            if name in living or name == own or consumer["idle"] <= EXPIRY_MS:
                continue
            pending = store.xpending_range(self.requests, "replicas", "-", "+", 100, consumername=name)
            ids = [entry["message_id"] for entry in pending]
            if ids:
                self._begin(store.xclaim(self.requests, "replicas", own, EXPIRY_MS, ids))
            else:
                store.xgroup_delconsumer(self.requests, "replicas", name)
                store.zrem(self.alive, name)
                store.hdel(self.replicas, name)

    def _begin(self, entries):
        for entry, fields in entries:
            if fields and entry not in self.handled:
                self.handled.add(entry)
                self.pool.submit(self._handle, entry, fields)

    def _handle(self, entry, fields):
        written = int(entry.split("-")[0])
        try:
            if sum(len(part.encode()) for pair in fields.items() for part in pair) > MOST_BYTES:
                raise Refused(f"it exceeds {MOST_BYTES} bytes")
            kid = self.process.keys.open(self.requests, fields)
            if fields["v"] not in ("1", "2") or abs(int(fields["at"]) - written) > 10_000:
                raise Refused(f"its version is {fields['v']}, or it was written at another time")
            calls = read_calls(fields)
            if not calls:
                raise Refused("there is no call in it that can be read")
            replies = self._run_all(calls, written, fields, kid)
        except redis.ConnectionError:
            return self.handled.discard(entry)  # The licence is not known: it is read again with what is our own.
        except (Refused, ValueError, KeyError, TypeError, IndexError) as error:
            return self._bury(entry, fields, error)
        if not replies:
            return self._done(entry, lambda pipe: pipe)
        stream = self.process.key(self.context, "replies", fields["from"])
        reply = {"v": "1", "by": self.process.id}
        reply["replies"] = compact([[call, kind, len(body.encode())] for call, kind, body in replies])
        reply["texts"] = "".join(body for _, _, body in replies)
        sealed = self.process.keys.seal([kid], stream, reply)
        self._done(entry, lambda pipe: pipe.xadd(stream, sealed).pexpire(stream, KEEP_MS))

    def _run_all(self, calls, written, fields, kid):
        """One after the other, for simplicity; different entries run beside each other."""
        client, licensed, sender = fields["from"], True, self.process.keys.owner[kid]
        left = max(call[2] for call in calls) - max(0, self.process.now() - written)
        if fields["repeatable"] != "1" and left > 0:  # 6
            licence = self.process.key(self.context, "licence", sender, client, str(calls[0][0]))
            lasts = round(left) + 60_000
            licensed = self.process.redis.set(licence, self.process.id, nx=True, px=lasts)
            # Our own, unless it has been used, was given when its answer was lost.
            licensed = licensed or self.process.redis.get(licence) == self.process.id
            licensed = licensed and self._use(licence, lasts)
        replies = []
        for call, name, timeout_ms, headers, body in calls:
            ends = time.monotonic() + (timeout_ms - max(0, self.process.now() - written)) / 1_000
            if (kid, client, call) in self.cancelled or ends <= time.monotonic():
                continue
            if licensed:
                replies.append([call, *self._run((kid, client, call), name, headers, body, ends, sender)])
            else:
                message = f"{self.context}.{name} was started before, and is not started again"
                failure = {"code": "Unavailable", "message": message, "mayHaveRun": True}
                replies.append([call, "failure", compact(failure)])
        return replies

    def _use(self, licence, lasts):
        """Whether it has not been used. Its entry does not tell: who adds an entry again gives it another id."""
        now = time.monotonic()
        with self.starting:
            self.started = {used: until for used, until in self.started.items() if until > now}
            if licence in self.started:
                return False
            self.started[licence] = now + lasts / 1_000
            return True

    def _run(self, caller, name, headers, body, ends, sender):
        try:
            headers = json.loads(headers)
            subject = self.process.keys.subject_of(headers.get("token"), self.context, sender)
            if name == "$contract":
                return "ok", compact(self.contract)
            if name not in self.handlers:
                raise CallError("unimplemented", f"{self.context} has no call '{name}'")
            self.running[caller] = serving = Call(self.process, subject, headers, ends)
            return "ok", compact(self.handlers[name](json.loads(body), serving))
        except CallError as error:
            return "error", compact(error.as_json())
        except Exception as error:  # Whatever a handler raises: the caller gets an id, the cause stays here.
            incident = secrets.token_hex(8)
            print(f"{self.context}.{name} failed ({incident}): {error!r}", flush=True)
            internal = CallError("internal", "Something went wrong on our side", {"id": incident}, True)
            return "error", compact(internal.as_json())
        finally:
            self.running.pop(caller, None)

    def _bury(self, entry, fields, error):
        flat = [part for pair in fields.items() for part in pair]
        letter = {"v": "1", "stream": self.requests, "id": entry, "group": "replicas", "attempts": "0"}
        letter.update(reason=str(error), time=str(round(self.process.now())), **kept_of(flat))
        dead, server = self.process.key(self.context, "dead"), self.process.redis
        self._done(entry, lambda pipe: pipe.xadd(dead, letter).xtrim(dead, maxlen=10_000, approximate=False))
        while (server.memory_usage(dead, samples=0) or 0) > DEAD_BYTES and (count := server.xlen(dead)) > 1:
            server.xtrim(dead, maxlen=count - 1, approximate=False)

    def _done(self, entry, answer):  # 7, 8: in this order on one connection, and again on the next if it breaks
        while True:
            try:
                pipe = self.process.redis.pipeline(transaction=False)
                answer(pipe)
                pipe.xack(self.requests, "replicas", entry).xdel(self.requests, entry).execute()
                self.handled.discard(entry)
                return
            except redis.ConnectionError:
                time.sleep(0.05)

    def _read_control(self):  # 10
        last = "0-0"
        while True:
            try:
                for _, entries in self.process.redis.xread({self.control: last}, block=1_000):
                    for last, fields in entries:
                        self._obey(fields)
                    self.process.redis.xtrim(self.control, minid=last, approximate=False)
                now = self.process.now()
                self.cancelled = {call: until for call, until in self.cancelled.items() if until > now}
            except redis.ConnectionError:
                time.sleep(0.05)

    def _obey(self, fields):
        try:
            kid = self.process.keys.open(self.control, fields)
            for call, left_ms, *_ in json.loads(fields.get("cancel", "[]")) if fields["v"] == "1" else []:
                caller = (kid, fields["from"], call)
                serving = self.running.get(caller)
                if serving:
                    serving.cancelled.set()
                else:
                    self.cancelled[caller] = self.process.now() + left_ms
        except (Refused, ValueError, KeyError, TypeError):
            return

    def _leave(self):  # 11
        self.pool.shutdown()
        with self.beating:  # No heartbeat may come after the withdrawal.
            self.withdrawn = True
        self.process.redis.zrem(self.alive, self.process.id)
        self.process.redis.hdel(self.replicas, self.process.id)
        if not self.process.redis.xpending_range(self.requests, "replicas", "-", "+", 1, consumername=self.process.id):
            self.process.redis.xgroup_delconsumer(self.requests, "replicas", self.process.id)
