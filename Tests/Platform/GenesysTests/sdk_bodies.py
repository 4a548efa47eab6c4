"""Reads what Lazaret sends through the models of Genesys' own Python SDK: members, types and words that a model does not hold are lost on the way.

The models do not say which members are required; their documentation does (`build/docs/*.md` of platform-client-sdk-python 258, where a
member without `[optional]` is), and REQUIRED repeats it.

Usage: sdk_bodies.py FILE, a JSON list of {"model": …, "body": …}.
"""

import json
import re
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


REQUIRED = {
    "OpenInboundNormalizedMessage": ["channel"],
    "OpenInboundMessageMessagingChannel": ["from", "time"],
    "OpenMessagingFromRecipient": ["id", "idType"],
    "OpenContentAttachment": ["mediaType", "url", "mime"],
    "OpenInboundNormalizedEvent": ["channel", "events"],
    "OpenInboundMessagingChannel": ["from", "time"],
    "OpenInboundNormalizedReceipt": ["id", "channel", "status"],
    "OpenInboundMessagingReceiptChannel": ["to", "time"],
    "OpenMessagingToRecipient": ["id"],
    "ConversationReason": ["message"],
    "OpenInboundStructuredResponseMessage": ["channel", "buttonResponse", "originatingMessageId"],
    "ContentButtonResponse": ["type", "text", "payload"],
    "SendAgentlessOutboundMessageRequest": ["fromAddress", "toAddressMessengerType"],
    "OutgoingMessageRequest": ["botId", "botVersion", "botSessionId", "botState", "languageCode"],
    "ConversationContentCard": ["title", "actions"],
    "ConversationActivityQuery": ["metrics", "groupBy"],
    "ConversationActivityQueryMetric": ["metric"],
    "ConversationActivityQueryFilter": ["type"],
    "ConversationQuery": ["interval"],
    "SegmentDetailQueryFilter": ["type"],
    "ParticipantAttributes": ["attributes"],
    "Note": ["noteText"],
    "ChannelTopic": ["id"],
}


def absent(body, model, path=""):
    """The paths of required members that `body` leaves out, models in it included."""
    if found := re.fullmatch(r"list\[(.+)\]", model):
        return [p for i, v in enumerate(body) for p in absent(v, found[1], f"{path}[{i}]")]
    if not hasattr(sdk.models, model):
        return []
    shape = getattr(sdk.models, model)()
    types = {shape.attribute_map[name]: kind for name, kind in shape.swagger_types.items()}
    missing = [f"{path}.{name}" for name in REQUIRED.get(model, []) if body.get(name) in (None, [])]
    return missing + [p for name, v in body.items() if name in types for p in absent(v, types[name], f"{path}.{name}")]


# The models of inbound messages leave out two members that the platform's own guides and examples send.
GUIDES = (".content[0].contentType", ".channel.metadata.customAttributes.")

entries = json.load(open(sys.argv[1]))
for entry in entries:
    model = client._ApiClient__deserialize(entry["body"], entry["model"])
    missing = [path for path in lost(entry["body"], client.sanitize_for_serialization(model)) if not path.startswith(GUIDES)]
    if missing:
        sys.exit(f"{entry['model']} loses {missing}")
    if left_out := absent(entry["body"], entry["model"]):
        sys.exit(f"{entry['model']} needs {left_out}")
print(f"{len(entries)} bodies read")
