// What is sent that is not words: photos made small, the browser's place, a name with a number.

const longest = 2048; // px of a photo's longer side: enough to read a number plate by

// shrink makes a photo small before it travels, and leaves behind what cameras note in files, such as
// where it was taken. What the browser cannot read is sent as it is: the server looks at it.
export async function shrink(file) {
  try {
    const image = await createImageBitmap(file);
    const scale = Math.min(1, longest / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    return small ?? file;
  } catch {
    return file;
  }
}

const degrees = (d) => Number(d.toFixed(6));

// controls gives what a request is answered with by a tap, or null: a photo's button, the place's, or the
// fields of a card. act has photo(), place({lat, lon}), text(words) and write(), which leads to the
// composer.
export function controls(request, texts, act) {
  const box = document.createElement("div");
  box.className = "answers";
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", request.label);
  if (request.kind === "photo" && act.photo) box.append(button(request.label, act.photo));
  else if (request.kind === "location" && navigator.geolocation && isSecureContext) box.append(...locator(request, texts, act));
  else if (request.kind === "contact") box.append(card(request, texts, act));
  else return null;
  return box;
}

function button(label, pressed) {
  const b = document.createElement("button");
  b.type = "button";
  b.textContent = label;
  b.addEventListener("click", pressed);
  return b;
}

// locator asks for the place only when it is tapped: then the browser asks the person.
function locator(request, texts, act) {
  const told = document.createElement("p");
  told.className = "told";
  told.setAttribute("role", "status");
  const b = button(request.label, () => {
    b.disabled = true;
    told.textContent = texts.locating;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => act.place({ lat: degrees(coords.latitude), lon: degrees(coords.longitude) }),
      () => { b.disabled = false; told.textContent = texts.noPlace; act.write(); },
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
    );
  });
  return [b, told];
}

function card(request, texts, act) {
  const form = document.createElement("form");
  form.className = "card";
  const field = (label, type, autocomplete) => {
    const wrap = document.createElement("label");
    wrap.textContent = label;
    const input = document.createElement("input");
    Object.assign(input, { type, autocomplete, maxLength: 60, required: type === "tel" });
    wrap.append(input);
    form.append(wrap);
    return input;
  };
  const name = field(texts.name, "text", "name"), phone = field(texts.phone, "tel", "tel");
  const send = button(texts.sendThis);
  send.type = "submit";
  form.append(send);
  form.addEventListener("submit", (e) => {
    e.preventDefault();
    act.text([name.value.trim(), phone.value.trim()].filter(Boolean).join(" "));
  });
  return form;
}
