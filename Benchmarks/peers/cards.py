"""Builds, checks and cleans cards as the tutorial does, with pydantic and bleach, and says how many a second.

    python cards.py SECONDS CARD    CARD: example, or large (20 components)

Prints one number. Each card is built (or taken), its components are validated by a pydantic model, its depth and number are checked, every
text is cleaned by bleach, and the dangerous patterns are looked for, compiled once.
"""

import copy
import re
import sys
import time
import uuid
import warnings
from typing import List, Optional

import bleach
from pydantic import BaseModel

# The tutorial allows a style and gives bleach nothing to clean it with.
warnings.simplefilter("ignore")

MAXIMUM_DEPTH, MAXIMUM_COMPONENTS, MAXIMUM_BUTTONS = 4, 20, 5
TAGS = ["p", "br", "strong", "em", "u", "span", "div"]
ATTRIBUTES = {"span": ["style"], "div": ["style"]}
DANGEROUS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"javascript\s*:", r"data\s*:", r"vbscript\s*:", r"on\w+\s*=", r"postMessage\s*\(", r"window\.opener",
        r"target\s*=\s*['\"]_blank['\"]",
    )
]


class Component(BaseModel):
    type: str
    text: Optional[str] = None
    components: Optional[List["Component"]] = None


Component.model_rebuild()


def build(fields):
    components = [
        {"type": "header", "text": fields["title"], "style": "bold"},
        {"type": "body", "text": fields["description"], "markdown": True},
    ]
    actions = fields.get("actions", [])[:MAXIMUM_BUTTONS]
    if actions:
        components.append({
            "type": "buttonGroup",
            "buttons": [
                {"label": a["label"], "action": a.get("type", "postback"), "payload": a["value"], "style": "primary"} for a in actions
            ],
        })
    return {
        "messageId": str(uuid.uuid4()),
        "templateMatrix": {"templateId": "order-confirmation-v2", "layoutEngine": "flexbox", "version": "2.1", "fallbackBehavior": "textOnly"},
        "dynamicFields": dict(fields),
        "components": components,
    }


def depth(component):
    return 1 + max((depth(child) for child in component.get("components", [])), default=0)


def check(card):
    missing = {"messageId", "templateMatrix", "components"} - card.keys()
    if missing or len(card["components"]) > MAXIMUM_COMPONENTS:
        raise ValueError("not a card")
    for component in card["components"]:
        Component.model_validate(component)
        if depth(component) > MAXIMUM_DEPTH:
            raise ValueError("too deep")


def clean(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "text" and isinstance(inner, str):
                text = bleach.clean(inner, tags=TAGS, attributes=ATTRIBUTES, strip=True)
                for pattern in DANGEROUS:
                    if pattern.search(text):
                        raise ValueError("dangerous")
                value[key] = text
            else:
                clean(inner)
    elif isinstance(value, list):
        for inner in value:
            clean(inner)


EXAMPLE = {
    "title": "Order Confirmation",
    "description": "Your order has been processed successfully.",
    "actions": [
        {"label": "Track Order", "type": "postback", "value": "track:12345"},
        {"label": "Contact Support", "type": "webchat", "value": "support"},
    ],
}

LARGE = {
    "messageId": "m-1",
    "templateMatrix": {"templateId": "report", "version": "2.1"},
    "dynamicFields": {},
    "components": [{"type": "header", "text": "Your report"}] + [
        {"type": "row", "components": [{"type": "body", "text": f"Line {n} of the <strong>report</strong> & more"} for n in range(8)]},
        {"type": "column", "components": [{"type": "note", "text": f"A note, number {n}"} for n in range(9)]},
    ],
}


def example():
    card = build(EXAMPLE)
    check(card)
    clean(card)


def large():
    card = copy.deepcopy(LARGE)
    check(card)
    clean(card)


def main():
    seconds, work = float(sys.argv[1]), {"example": example, "large": large}[sys.argv[2]]
    work()
    count, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        work()
        count += 1
    print(count / (time.perf_counter() - start))


main()
