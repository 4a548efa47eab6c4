"use strict";

// Everything that comes from outside is put in as text, never as markup.
const make = (name, className, ...children) => {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
};
const find = (id) => document.getElementById(id);

let view = { conversations: [], channel: false };
let chosen = decodeURIComponent(location.hash.slice(1)) || null;
let shown = "";

const ways = { open: "Open Messaging", webmessaging: "Web messenger", sms: "SMS", whatsapp: "WhatsApp", apple: "Apple Messages" };
const authors = { customer: "Customer", agent: "Agent", acd: "Program" };
const states = {
  ok: ["received", "good"],
  pending: ["being fetched…", "wait"],
  failed: ["could not be fetched", "bad"],
  dropped: ["dropped: the supported-content profile does not let it in", "bad"],
  withdrawn: ["withdrawn", "bad"],
};

const time = (iso) => {
  const element = make("time", "", new Date(iso).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }));
  element.dateTime = iso;
  return element;
};

const size = (bytes) => {
  if (bytes === undefined) return "";
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
};

const attachment = (file) => {
  const name = file.name || "attachment";
  const dot = name.lastIndexOf(".");
  const [word, className] = states[file.state] || [file.state, ""];
  const about = make("span", "about", [size(file.bytes), file.type].filter(Boolean).join(" · "));
  const state = make("span", className, word);
  state.title = file.error || "";
  about.append(about.textContent ? " · " : "", state);
  const box = make("div", "attachment");
  box.append(make("span", "kind", dot > 0 ? name.slice(dot + 1, dot + 5).toUpperCase() : "FILE"));
  const label = make("span", "name", name);
  label.title = name;
  box.append(label);
  if (file.mediaId && file.state === "ok") {
    const link = make("a", "", "Download");
    link.href = `/simulator/media/${encodeURIComponent(file.mediaId)}`;
    link.download = name;
    box.append(link);
  }
  box.append(about);
  return box;
};

const card = (content) => {
  const actions = (content.actions || []).map((action) => {
    const element = make("span", "action", action.text || action.url || action.payload || "");
    element.title = action.url || action.payload || "";
    return element;
  });
  return make("div", "sent-card", make("strong", "", content.title || ""), content.description ? make("p", "", content.description) : null, ...actions);
};

const structured = (element) => {
  if (element.card) return [card(element.card)];
  if (element.carousel) return (element.carousel.cards || []).map(card);
  if (element.quickReply) return [make("div", "sent-card", make("span", "action", element.quickReply.text || ""))];
  if (element.buttonResponse) return [make("div", "meta", `pressed: ${element.buttonResponse.text || element.buttonResponse.payload || ""}`)];
  return [make("div", "meta", String(element.contentType || "unknown content"))];
};

const message = (item) => {
  const box = make("li", `message ${item.author}`);
  if (item.text) box.append(make("div", "bubble", item.text));
  if (item.attachment) box.append(attachment(item.attachment));
  for (const element of item.structured || []) box.append(...structured(element));
  const repeated = item.deliveries > 1 ? ` · came ${item.deliveries} times` : "";
  box.append(make("div", "meta", `${authors[item.author] || item.author} · `, time(item.time), ` · ${item.status}${repeated}`));
  return box;
};

const preview = (conversation) => {
  const last = conversation.messages.at(-1);
  if (!last) return "no messages";
  return last.text || (last.attachment && last.attachment.name) || "a card";
};

const listed = (conversation) => {
  const button = make("button", "", make("strong", "", conversation.name), time(conversation.messages.at(-1)?.time || conversation.startTime));
  button.append(make("small", "", preview(conversation)));
  button.type = "button";
  if (conversation.id === chosen) button.setAttribute("aria-current", "true");
  button.addEventListener("click", () => {
    chosen = conversation.id;
    history.replaceState(null, "", `#${encodeURIComponent(chosen)}`);
    draw();
  });
  return make("li", "", button);
};

const draw = () => {
  const conversation = view.conversations.find((one) => one.id === chosen) || view.conversations[0];
  chosen = conversation ? conversation.id : null;
  find("state").textContent = `${view.conversations.length} conversation${view.conversations.length === 1 ? "" : "s"}`;
  find("none").hidden = view.conversations.length > 0;
  find("conversations").replaceChildren(...view.conversations.map(listed));
  find("channel").hidden = !view.channel;
  find("agent").hidden = !conversation || conversation.isOver;
  const head = conversation
    ? [make("strong", "", conversation.name), make("p", "", `${ways[conversation.messenger] || conversation.messenger} · ${conversation.id}${conversation.isOver ? " · over" : ""}`)]
    : [];
  find("head").replaceChildren(...head);
  const list = find("messages");
  const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40 || list.dataset.of !== chosen;
  list.replaceChildren(...(conversation ? conversation.messages.map(message) : []));
  list.dataset.of = chosen;
  if (isAtEnd) list.scrollTop = list.scrollHeight;
  const attributes = Object.entries(conversation ? conversation.attributes : {});
  find("attributes").replaceChildren(
    ...(attributes.length ? attributes.flatMap(([name, value]) => [make("dt", "", name), make("dd", "", value)]) : [make("dd", "hint", "None.")]));
};

const refresh = async () => {
  try {
    const response = await fetch("/simulator/conversations");
    const text = await response.text();
    if (response.ok && text !== shown) {
      shown = text;
      view = JSON.parse(text);
      draw();
    }
  } catch {
    shown = "";
    find("state").textContent = "The simulator does not answer.";
  }
};

const post = async (path, body, headers) => {
  const response = await fetch(path, { method: "POST", body, headers });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.message || answer.error || answer.detail || `The answer is ${response.status}.`);
  return answer;
};
const postJSON = (path, value) => post(path, JSON.stringify(value), { "Content-Type": "application/json" });

const upload = async (file) => {
  if (!file) return undefined;
  const query = new URLSearchParams({ name: file.name, type: file.type || "application/octet-stream" });
  return (await post(`/simulator/media?${query}`, file, { "Content-Type": "application/octet-stream" })).id;
};

const submits = (form, send) => {
  const picker = form.querySelector("input[type=file]");
  const label = picker.nextElementSibling;
  const title = label.textContent;
  picker.addEventListener("change", () => { label.textContent = picker.files[0]?.name || title; });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    const result = form.querySelector(".result");
    const text = form.elements.text.value.trim();
    const file = picker.files[0];
    if (!text && !file) return;
    button.disabled = true;
    try {
      await send(text, file);
      form.elements.text.value = "";
      picker.value = "";
      label.textContent = title;
      if (result) result.textContent = "Sent.";
    } catch (error) {
      (result || find("state")).textContent = error.message;
    }
    button.disabled = false;
    await refresh();
  });
};

submits(find("agent"), async (text, file) => {
  const path = `/simulator/conversations/${encodeURIComponent(chosen)}/messages`;
  const mediaId = await upload(file);
  await postJSON(path, { ...(text && { text }), ...(mediaId && { mediaId }) });
});

submits(find("customer"), async (text, file) => {
  const form = find("customer");
  const from = form.elements.from.value.trim();
  if (form.elements.way.value === "channel") {
    const body = new FormData();
    body.set("contact_id", from);
    if (text) body.set("text", text);
    if (file) body.set("file", file);
    await post("/simulator/channel/messages", body, { "X-Simulator": "page" });
    return;
  }
  const mediaId = await upload(file);
  const answer = await postJSON("/simulator/customers/messages", { from, ...(text && { text }), ...(mediaId && { mediaId }) });
  chosen = answer.conversationId;
});

find("clear").addEventListener("click", async () => {
  await fetch("/simulator/messages", { method: "DELETE" });
  await refresh();
});

const keepUp = async () => {
  await refresh();
  setTimeout(keepUp, document.hidden ? 5000 : 1000);
};
keepUp();
