const STATUSES = ["trialing", "active", "past_due", "unpaid", "paused", "canceled", "incomplete", ""];

const $ = (id) => document.getElementById(id);

/** Makes an element of text and elements; text is never parsed as HTML. */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  Object.assign(element, attributes);
  element.append(...children);
  return element;
}

let done = Promise.resolve();

/** Sends an order after all earlier ones are done, and shows why it failed. */
function order(what) {
  done = done.then(async () => {
    const answer = await fetch("do", {method: "POST", body: JSON.stringify(what)});
    showFault(await answer.text());
  }).catch((fault) => showFault(String(fault)));
}

function showFault(fault) {
  $("fault").hidden = !fault;
  $("fault").textContent = fault;
}

/** Updates the children of a parent to items; children that stay keep their focus. */
function keep(parent, items, key, create, update) {
  const old = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const item of items) {
    let child = old.get(key(item));
    old.delete(key(item));
    if (!child) {
      child = create(item);
      child.dataset.key = key(item);
    }
    update(child, item);
    if (child === place) {
      place = place.nextElementSibling;
    } else {
      parent.insertBefore(child, place);
    }
  }
  old.forEach((child) => child.remove());
}

function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

function options(select, statuses) {
  select.append(...statuses.map((status) => make("option", {value: status}, status || "(no status)")));
}

function createUser({id}) {
  const select = make("select", {ariaLabel: `Status of ${id}`});
  options(select, STATUSES);
  select.onchange = () => order({what: "write", id, status: select.value});
  const remove = make("button", {type: "button", ariaLabel: `Delete ${id}`}, "×");
  remove.onclick = () => order({what: "delete", id});
  return make("tr", {},
    make("th", {scope: "row"}, make("bdi", {}, id), make("div", {className: "below"})),
    make("td", {}, select),
    make("td", {}),
    make("td", {}, remove));
}

function updateUser(row, user) {
  const select = row.querySelector("select");
  const status = user.status ?? "";
  if (![...select.options].some((option) => option.value === status)) {
    options(select, [status]);
  }
  if (select.value !== status) {
    select.value = status;
  }
  row.lastElementChild.firstElementChild.disabled = user.gone;
  keep(row.querySelector(".below"), Object.entries(below[user.id] ?? {}), ([path]) => path,
    ([path]) => createDocument(user.id, path),
    (line, [path, status]) => setText(line.firstElementChild, `${path}: ${status}`));
  const segment = user.segment ?? (user.gone ? "gone" : "…");
  setText(row.children[2], user.pending ? `${segment} (${user.pending} pending)` : segment);
}

function createDocument(id, path) {
  const remove = make("button", {type: "button", ariaLabel: `Delete ${path} of ${id}`}, "×");
  remove.onclick = () => order({what: "delete", id, path});
  return make("div", {}, make("span", {className: "soft"}), " ", remove);
}

function createMessage(message) {
  return make("tr", {},
    make("th", {scope: "row"}, make("bdi", {}, message.change.user)),
    make("td", {}, `${message.change.from} → ${message.change.to}`),
    make("td", {}, String(message.change.revision)),
    make("td", {}));
}

function updateMessage(row, message) {
  setText(row.children[3], String(message.copies));
  row.children[3].classList.toggle("new", message.copies > 1);
}

function createLine(line) {
  return make("div", {className: line.severity},
    `${line.at.slice(11, 23)} ${line.severity} ${line.message} `,
    make("span", {className: "soft"}, line.details));
}

const plural = (number, one, many) => `${number} ${number === 1 ? one : many}`;

function arrival({undelivered, missing, changes, copies}) {
  if (undelivered || missing) {
    return `Waiting: ${plural(undelivered, "event", "events")} not acknowledged, `
      + `${plural(missing, "change", "changes")} not received yet.`;
  }
  return `Everything has arrived: ${plural(changes, "change", "changes")}, each once in the table; `
    + `${plural(copies, "copy", "copies")} dropped.`;
}

function show(view) {
  if (view.fault) {
    showFault(view.fault);
  }
  if (!view.project) {
    return;
  }
  users = view.users;
  below = view.below;
  $("below").hidden = !view.collections.length;
  $("below-path").placeholder = `${view.collections[0]}/1`;
  setText($("project"), view.project);
  $("members").href = view.members;
  $("members").hidden = false;
  setText($("arrival"), arrival(view.arrival));
  $("arrival").classList.toggle("good", !view.arrival.undelivered && !view.arrival.missing);
  const shown = view.users.length;
  setText($("user-count"), shown < view.user_count ? `the latest ${shown} of ${view.user_count}` : String(shown));
  for (const box of document.querySelectorAll("input[type=checkbox]")) {
    box.checked = view.faults.includes(box.name);
  }
  keep($("users"), view.users, (user) => user.id, createUser, updateUser);
  keep($("messages"), view.messages, (message) => message.change.id, createMessage, updateMessage);
  const log = $("log");
  const atEnd = log.scrollTop + log.clientHeight > log.scrollHeight - 30;
  keep(log, view.log, (line) => String(line.number), createLine, () => {});
  if (atEnd) {
    log.scrollTop = log.scrollHeight;
  }
}

let users = [];
let below = {};

options($("new-status"), STATUSES);
$("add").onsubmit = (event) => {
  event.preventDefault();
  order({what: "write", id: $("new-id").value, status: $("new-status").value});
  $("new-id").value = "";
};
options($("below-status"), STATUSES.filter((status) => status));
$("below").onsubmit = (event) => {
  event.preventDefault();
  order({what: "write", id: $("below-user").value, path: $("below-path").value, status: $("below-status").value});
};
$("everybody").onclick = () => {
  for (const user of users.filter((it) => !it.gone)) {
    const others = STATUSES.filter((status) => status && status !== user.status);
    order({what: "write", id: user.id, status: others[Math.floor(Math.random() * others.length)]});
  }
};
$("lose").onclick = () => order({what: "lose-next-answer"});
for (const box of document.querySelectorAll("input[type=checkbox]")) {
  box.onchange = () => order({what: "turn", name: box.name, on: box.checked});
}

const live = new EventSource("live");
live.onmessage = (event) => show(JSON.parse(event.data));
live.onerror = () => {
  setText($("arrival"), "The stack does not answer. The page continues when it does.");
  $("arrival").classList.remove("good");
};
