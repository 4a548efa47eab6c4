"""Drives the simulator with Genesys' own Python SDK, unchanged, and holds what comes back against what was sent.

Every answer is read twice: through the SDK's models, and as it is. What a model does not hold is a field that was made up or lost.
Usage: sdk_test.py http://127.0.0.1:PORT ATTACHMENT_URL
"""

import datetime
import json
import sys
import urllib.request

import dateutil.parser
import PureCloudPlatformClientV2 as sdk
from PureCloudPlatformClientV2.rest import ApiException

base, attachment_url = sys.argv[1:3]
sdk.configuration.host = base
INTEGRATION = "6b0f2a3c-4d5e-4f60-8a7b-9c0d1e2f3a4b"
QUEUE = "0d1f8a62-7a3e-4b7c-9a55-3c1e5f7d9b21"
checks = 0


def check(condition, what):
    global checks
    checks += 1
    if not condition:
        sys.exit(f"not as expected: {what}")


def raw(path, method="GET", body=None, token=True, content_type="application/json"):
    request = urllib.request.Request(base + path if path.startswith("/") else path, data=body, method=method)
    if token:
        request.add_header("Authorization", f"Bearer {client.access_token}")
    if body is not None:
        request.add_header("Content-Type", content_type)
    with urllib.request.urlopen(request, timeout=20) as response:
        return response.read()


def is_time(text):
    return isinstance(text, str) and len(text) > 18 and text[4] == "-" and text[10] == "T"


def lost(sent, read, path=""):
    """The paths of what stands in `sent` and not, or otherwise, in `read`."""
    if isinstance(sent, dict):
        return [p for k, v in sent.items() for p in lost(v, read.get(k) if isinstance(read, dict) else None, f"{path}.{k}")]
    if isinstance(sent, list):
        if not isinstance(read, list) or len(sent) != len(read):
            return [path]
        return [p for i, v in enumerate(sent) for p in lost(v, read[i], f"{path}[{i}]")]
    if is_time(sent) and is_time(read):
        return [] if dateutil.parser.isoparse(sent) == dateutil.parser.isoparse(read) else [path]
    return [] if sent == read else [path]


def whole(model, path, *passed_over):
    """Holds a model against the answer that it was made from."""
    missing = [p for p in lost(json.loads(raw(path)), client.sanitize_for_serialization(model)) if p not in passed_over]
    check(not missing, f"{path} has fields that {type(model).__name__} does not: {missing}")
    return model


# Login
client = sdk.api_client.ApiClient().get_client_credentials_token("lazaret-demo-client", "lazaret-demo-secret")
tokens = sdk.TokensApi(client)
me = whole(tokens.get_tokens_me(), "/api/v2/tokens/me")
check(me.o_auth_client.id == "lazaret-demo-client", "the client of the token")

# Notifications
notifications = sdk.NotificationsApi(client)
channel = notifications.post_notifications_channels()
check(channel.connect_uri.startswith("ws") and channel.expires > datetime.datetime.now(datetime.timezone.utc), "the channel")
subscriptions = f"/api/v2/notifications/channels/{channel.id}/subscriptions"
topic = f"v2.routing.queues.{QUEUE}.conversations.messages"
wanted = sdk.ChannelTopic()
wanted.id = topic
listing = notifications.post_notifications_channel_subscriptions(channel.id, [wanted])
check([(e.id, e.state) for e in listing.entities] == [(topic, "Permitted")], "the subscription")
whole(notifications.get_notifications_channel_subscriptions(channel.id), subscriptions)
notifications.put_notifications_channel_subscriptions(channel.id, [{"id": topic}, {"id": "v2.users.1.conversations"}])
check(len(notifications.get_notifications_channel_subscriptions(channel.id).entities) == 2, "the new subscriptions")
whole(notifications.get_notifications_channels(), "/api/v2/notifications/channels")
notifications.head_notifications_channel(channel.id)
whole(notifications.get_notifications_availabletopics(expand=["description"]), "/api/v2/notifications/availabletopics?expand=description")
notifications.delete_notifications_channel_subscriptions(channel.id)

# A message of a customer's, by Open Messaging
conversations = sdk.ConversationsApi(client)
sender = {"id": "user-1", "idType": "Opaque", "nickname": "Bob", "firstName": "Bob", "lastName": "M", "email": "bob@example.com"}
attachment = {
    "id": "mw-1", "mediaType": "File", "url": attachment_url, "mime": "application/pdf", "filename": "invoice.pdf",
    "text": "invoice.pdf", "sha256": "0" * 64,
}
sent = {
    "channel": {"messageId": "m-1", "time": "2026-11-21T10:00:00.123Z", "from": sender, "metadata": {"customAttributes": {"scan_status": "clean"}}},
    "text": "invoice.pdf",
    "content": [{"contentType": "Attachment", "attachment": attachment}],
    "metadata": {"lazaret": "1"},
}
inbound = conversations.post_conversations_message_inbound_open_message(INTEGRATION, sent, prefetch_conversation_id=True)
answered = client.sanitize_for_serialization(inbound)
check(not lost(attachment, answered["content"][0]["attachment"]), "the attachment in the answer")
check(not lost(sender, answered["channel"]["from"]), "the sender in the answer")
raw_messages = json.loads(raw("/simulator/messages?atLeast=1&settled=true&wait=20"))
check(raw_messages[0]["fetched"]["state"] == "ok", f"the fetched attachment: {raw_messages[0]['fetched']}")

# Conversations
cid = inbound.conversation_id
conversation = whole(conversations.get_conversations_message(cid), f"/api/v2/conversations/messages/{cid}")
customer = next(p for p in conversation.participants if p.purpose == "customer")
check(customer.attributes == {"scan_status": "clean"}, "the customer's attributes")
check(customer.messages[0].message_metadata.content[0].content_type == "Attachment", "the message's metadata")
entire = whole(conversations.get_conversation(cid), f"/api/v2/conversations/{cid}")
check(entire.participants[0].messages[0].messages[0].message_id == inbound.id, "the communication's message")

# Messages
path = f"/api/v2/conversations/messages/{cid}/messages/{inbound.id}"
message = whole(conversations.get_conversations_message_message(cid, inbound.id), f"{path}")
normalized = client.sanitize_for_serialization(message.normalized_message)
check(not lost(attachment, normalized["content"][0]["attachment"]), "the attachment of the normalized message")
check(not lost(sender, normalized["channel"]["from"]), "the sender of the normalized message")
check(normalized["text"] == "invoice.pdf" and normalized["metadata"] == {"lazaret": "1"}, "the text of the normalized message")
whole(conversations.get_conversations_message_details(inbound.id), f"/api/v2/conversations/messages/{inbound.id}/details")
bulk = conversations.post_conversations_message_messages_bulk(cid, body=[inbound.id])
check([m.id for m in bulk.entities] == [inbound.id], "the messages in bulk")

# A queue's conversations, for which no user is needed
queue_filter = {"type": "and", "predicates": [{"dimension": "queueId", "value": QUEUE}, {"dimension": "mediaType", "value": "message"}]}
active = conversations.post_analytics_conversations_activity_query(
    {"metrics": [{"metric": "oInteracting", "details": True}], "groupBy": ["queueId"], "filter": queue_filter}, page_size=100, page_number=1)
check(cid in [e.conversation_id for r in active.results for e in r.entities], "the conversation among those that go on")
now = datetime.datetime.now(datetime.timezone.utc)
interval = "/".join((now + datetime.timedelta(minutes=m)).strftime("%Y-%m-%dT%H:%M:%SZ") for m in (-60, 1))
details = conversations.post_analytics_conversations_details_query(
    {"interval": interval, "segmentFilters": [queue_filter], "paging": {"pageSize": 100, "pageNumber": 1}})
check(cid in [c.conversation_id for c in details.conversations] and details.total_hits >= 1, "the conversation among the details")
for users_own in (conversations.get_conversations, conversations.get_conversations_messages, sdk.UsersApi(client).get_users_me):
    try:
        users_own()
        check(False, "a call for a user that is answered without one")
    except ApiException as error:
        check(error.status == 400, "the refusal of a token without a user")

# Attributes
conversations.patch_conversations_message_participant_attributes(cid, customer.id, body={"attributes": {"file_scan_status": "clean"}})
conversations.patch_conversation_participant_attributes(cid, customer.id, {"attributes": {"file_size_bytes": "4"}})
merged = next(p for p in conversations.get_conversations_message(cid).participants if p.purpose == "customer").attributes
check(merged == {"scan_status": "clean", "file_scan_status": "clean", "file_size_bytes": "4"}, "the merged attributes")

# Agentless
agentless = conversations.post_conversations_messages_agentless(
    {"fromAddress": INTEGRATION, "toAddress": "user-1", "toAddressMessengerType": "open", "textBody": "Thank you", "useExistingActiveConversation": True})
check(agentless.conversation_id == cid and agentless.messenger_type == "open", "the agentless message")
read = whole(
    conversations.get_conversations_message_message(cid, agentless.id),
    f"/api/v2/conversations/messages/{cid}/messages/{agentless.id}")
check(read.normalized_message.text == "Thank you" and read.direction == "outbound", "the text of the agentless message")

# Receipts, typing, structured answers
time = "2026-11-21T10:00:05.123Z"
receipt = conversations.post_conversations_message_inbound_open_receipt(
    INTEGRATION, {"id": agentless.id, "channel": {"to": {"id": "user-1"}, "time": time}, "status": "Delivered", "isFinalReceipt": True})
check(receipt.status == "Delivered", "the receipt")
check(conversations.get_conversations_message_details(agentless.id).status == "delivery-success", "the status after the receipt")
event = conversations.post_conversations_message_inbound_open_event(INTEGRATION, {"channel": {"from": {"id": "user-1", "idType": "Opaque"}, "time": time}, "events": [{"eventType": "Typing"}]})
check(event.type == "Event" and event.events[0].event_type == "Typing", "the typing event")
pressed = conversations.post_conversations_message_inbound_open_structured_response(
    INTEGRATION, {"channel": {"messageId": "m-2", "from": {"id": "user-1", "idType": "Opaque"}, "time": time},
     "buttonResponse": {"type": "Button", "text": "Help", "payload": "help"}, "originatingMessageId": agentless.id})
check(pressed.type == "Structured", "the structured answer")

# Cached media and downloads
cached = whole(
    conversations.get_conversations_messages_cachedmedia(url=attachment_url),
    f"/api/v2/conversations/messages/cachedmedia?url={attachment_url}")
item = cached.entities[0]
check(item.url == attachment_url and item.media_type == "application/pdf", "the cached media item")
whole(conversations.get_conversations_messages_cachedmedia_cached_media_item_id(item.id), item.self_uri)
download = sdk.DownloadsApi(client).get_download(item.download_url.rsplit("/", 1)[1], issue_redirect=False)
check(raw(download.url, token=False).startswith(b"%PDF"), "the downloaded file")
try:
    raw(download.url)
    check(False, "a signed URL that takes a token")
except urllib.error.HTTPError as error:
    check(error.code == 400, "the refusal of a token")
conversations.delete_conversations_messages_cachedmedia_cached_media_item_id(item.id)
check(conversations.get_conversations_messages_cachedmedia(url=attachment_url).total == 0, "the deleted media item")

# A file on the platform's own widget
media = json.loads(raw("/simulator/media?name=note.txt&type=text/plain", "POST", b"a note", False, "application/octet-stream"))
web = json.loads(raw("/simulator/customers/messages", "POST", json.dumps({"from": "guest-1", "mediaId": media["id"]}).encode(), False))
native = conversations.get_conversations_message_message(web["conversationId"], web["id"])
url = native.normalized_message.content[0].attachment.url
check(native.messenger_type == "webmessaging" and url.startswith(base + "/api/v2/downloads/"), "the address of the file")
check(raw(sdk.DownloadsApi(client).get_download(url.rsplit("/", 1)[1], issue_redirect=False).url, token=False) == b"a note", "the file of the widget")

# Integrations, profiles, notes
made = conversations.post_conversations_messaging_integrations_open(
    {"name": "Shop", "outboundNotificationWebhookUrl": base + "/healthz", "outboundNotificationWebhookSignatureSecretToken": "a secret that is long enough"})
whole(conversations.get_conversations_messaging_integrations_open_integration_id(made.id), made.self_uri)
conversations.patch_conversations_messaging_integrations_open_integration_id(made.id, {"name": "Store"})
whole(conversations.get_conversations_messaging_integrations_open(), "/api/v2/conversations/messaging/integrations/open")
conversations.delete_conversations_messaging_integrations_open_integration_id(made.id)
whole(conversations.get_conversations_messaging_supportedcontent(), "/api/v2/conversations/messaging/supportedcontent")
contacts = sdk.ExternalContactsApi(client)
contact = "0c9a7e54-3b1d-4f62-8e70-5d4c3b2a1908"
note = contacts.post_externalcontacts_contact_notes(contact, {"noteText": "A file: https://files.example/1"})
check(note.note_text == "A file: https://files.example/1", "the note")
whole(contacts.get_externalcontacts_contact_notes(contact), f"/api/v2/externalcontacts/contacts/{contact}/notes")

# Refusals
try:
    conversations.post_conversations_message_inbound_open_message(INTEGRATION, {**sent, "content": sent["content"] * 2})
    check(False, "two elements of content that are taken")
except ApiException as error:
    body = json.loads(error.body)
    check(error.status == 400 and body["contextId"] and not lost(body, client.sanitize_for_serialization(client._ApiClient__deserialize(body, "ErrorBody"))), "the error's body")
conversations.patch_conversations_message(cid, {"state": "disconnected"})
check(conversations.get_conversation(cid).end_time is not None, "the end of the conversation")
tokens.delete_tokens_me()
try:
    tokens.get_tokens_me()
    check(False, "a revoked token that is taken")
except ApiException as error:
    check(error.status == 401, "the refusal of a revoked token")

print(f"{checks} checks passed")
