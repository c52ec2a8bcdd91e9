/* Places the Werkmaat chat for werkgevers on another website:

     <script src="https://werkmaat.example/embed.js" data-werkmaat="werkgever" defer></script>

   It makes one frame where the script stands, and reads or stores nothing of the page around it. No cookies. All styles are set
   on properties, which a content security policy without 'unsafe-inline' allows; the policy needs `script-src` and `frame-src`
   with our address. Options on the tag: data-titel (name of the frame), data-hoogte (height in pixels, 320 to 2000),
   data-plek (id of the element to put it in). A classic script: `document.currentScript` is how it finds its own tag. */
(function () {
  "use strict";
  var script = document.currentScript;
  if (!script || script.getAttribute("data-werkmaat") !== "werkgever" || script.werkmaat) return;
  script.werkmaat = true;

  var origin = new URL(script.src).origin;
  var title = script.getAttribute("data-titel") || "Chat over hersenletsel en werk";
  var height = Math.min(2000, Math.max(320, parseInt(script.getAttribute("data-hoogte"), 10) || 640));

  function place() {
    var box = document.createElement("div");
    box.className = "werkmaat-chat";
    // the corner of the box can be pulled; in a low window it is never higher than the window
    Object.assign(box.style, { boxSizing: "border-box", width: "100%", height: height + "px", maxHeight: "95vh", minHeight: "320px", resize: "vertical", overflow: "hidden", border: "1px solid #6f7d80", borderRadius: "12px" });

    var frame = document.createElement("iframe");
    frame.src = origin + "/werkgever/chat?ingebed=1";
    frame.title = title;
    frame.loading = "lazy";
    frame.referrerPolicy = "origin";
    Object.assign(frame.style, { display: "block", width: "100%", height: "100%", border: "0" });
    box.appendChild(frame);

    // for who cannot or does not want to use a frame
    var line = document.createElement("p");
    var link = document.createElement("a");
    link.href = origin + "/werkgever";
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = "Open de vragen en antwoorden in een nieuw venster";
    line.appendChild(link);

    var chosen = script.getAttribute("data-plek") && document.getElementById(script.getAttribute("data-plek"));
    if (chosen) {
      chosen.append(box, line);
    } else if (script.parentNode === document.head || !script.parentNode) {
      document.body.append(box, line);
    } else {
      script.after(box, line);
    }
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", place);
  else place();
})();
