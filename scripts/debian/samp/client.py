"""A program of the Virtual Observatory that shares no code with Halley: astropy's client of SAMP.

Joins the hub that SAMP_HUB names, and says on standard output, a line of JSON each, what it is sent: the names and the
rows of a table. Of standard input it takes lines of JSON: {"ask": "clients"} for the names of the programs on the hub,
{"ask": "highlight", "client": NAME, "table": ID, "row": N} to have another program point at a row of a table.
"""
import json
import sys

from astropy.io.votable import parse_single_table
from astropy.samp import SAMPIntegratedClient
from astropy.utils.data import download_file


def say(**words):
    print(json.dumps(words), flush=True)


def received(private_key, sender_id, *args):
    *message_id, mtype, params, extra = args
    try:
        table = parse_single_table(download_file(params["url"], cache=False)).to_table()
        say(
            event="table",
            name=params.get("name"),
            table=params.get("table-id"),
            columns=table.colnames,
            rows=len(table),
            ids=[int(value) for value in table["id"]],
        )
    except Exception as error:
        say(event="failure", words=f"{type(error).__name__}: {error}")
    if message_id:
        client.reply(message_id[0], {"samp.status": "samp.ok", "samp.result": {}})


def id_of(name):
    for one in client.get_registered_clients():
        if client.get_metadata(one).get("samp.name", "").lower() == name.lower():
            return one
    raise LookupError(f"no program {name} on the hub")


def answer(question):
    if question["ask"] == "clients":
        return [client.get_metadata(one).get("samp.name") for one in client.get_registered_clients()]
    message = {
        "samp.mtype": "table.highlight.row",
        "samp.params": {"table-id": question["table"], "row": str(question["row"])},
    }
    return client.call_and_wait(id_of(question["client"]), message, "20")


client = SAMPIntegratedClient(name="Reader")
client.connect()
client.bind_receive_call("table.load.votable", received)
client.bind_receive_notification("table.load.votable", received)
say(event="ready")
try:
    for line in sys.stdin:
        try:
            say(event="answer", value=answer(json.loads(line)))
        except Exception as error:
            say(event="failure", words=f"{type(error).__name__}: {error}")
finally:
    client.disconnect()
