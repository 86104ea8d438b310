"""The context `weather`, served from Python, which itself calls `places`.

    weather.py serve <redis url> <folder of keys>                        until SIGTERM
    weather.py call  <redis url> <folder of keys> <options as JSON>      one call; prints how it ended

The folder has service-keys.json, weather.key.json and weather.contract.json.
"""
import json
import pathlib
import signal
import sys

from isomer import CallError, Keys, Process, Server


def forecast(asked, call):
    try:
        place = call.call("places", "find", {"name": asked["place"]})
    except CallError as error:
        if error.code != "places.unknown":
            raise
        raise CallError("weather.no-such-place", "No such place.", {"place": asked["place"]})
    return {"text": f"Sun in {place['name']}, at {place['height']} m", "asker": call.subject}


reports = []


def report(seen, call):
    reports.append(seen["text"])
    return {"count": len(reports)}


def wait(_, call):
    """Answers only when nobody waits any more."""
    call.cancelled.wait()
    reports.append("cancelled")
    return {"count": len(reports)}


def main(mode, url, folder, options="{}"):
    folder, options = pathlib.Path(folder), json.loads(options)
    read = lambda name: json.loads((folder / name).read_text())
    keys = Keys(read(options.pop("key", "weather.key.json")), read("service-keys.json"))
    process = Process(url, keys)
    if mode == "serve":
        handlers = {"forecast": forecast, "report": report, "wait": wait}
        server = Server(process, read("weather.contract.json"), handlers)
        signal.signal(signal.SIGTERM, lambda *_: process.leaving.set())
        return server.run()
    if "tokenOf" in options:  # The token of another service, in an entry that is sealed by this one.
        other = Keys(read(options.pop("tokenOf")), read("service-keys.json"))
        options["token"] = other.token(options["context"], "anonymous")
    try:
        print(json.dumps({"ok": process.call(**options)}))
    except CallError as error:
        print(json.dumps({"error": error.as_json()}))


main(*sys.argv[1:])
