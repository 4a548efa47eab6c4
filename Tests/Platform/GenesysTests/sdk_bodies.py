"""Reads what Lazaret sends through the models of Genesys' own Python SDK: whatever a model does not hold is a field that the platform does not know.

Usage: sdk_bodies.py FILE, a JSON list of {"model": …, "body": …}.
"""

import json
import sys

import dateutil.parser
import PureCloudPlatformClientV2 as sdk

client = sdk.api_client.ApiClient()


def lost(sent, read, path=""):
    """The paths of what stands in `sent` and not, or otherwise, in `read`."""
    if isinstance(sent, dict):
        return [p for k, v in sent.items() for p in lost(v, read.get(k) if isinstance(read, dict) else None, f"{path}.{k}")]
    if isinstance(sent, list):
        if not isinstance(read, list) or len(sent) != len(read):
            return [path]
        return [p for i, v in enumerate(sent) for p in lost(v, read[i], f"{path}[{i}]")]
    if isinstance(sent, str) and isinstance(read, str) and sent != read and sent[4:5] == "-":
        return [] if dateutil.parser.isoparse(sent) == dateutil.parser.isoparse(read) else [path]
    return [] if sent == read else [path]


# The models of inbound messages leave out two members that the platform's own guides and examples send.
GUIDES = (".content[0].contentType", ".channel.metadata.customAttributes.")

entries = json.load(open(sys.argv[1]))
for entry in entries:
    model = client._ApiClient__deserialize(entry["body"], entry["model"])
    missing = [path for path in lost(entry["body"], client.sanitize_for_serialization(model)) if not path.startswith(GUIDES)]
    if missing:
        sys.exit(f"{entry['model']} loses {missing}")
print(f"{len(entries)} bodies read")
