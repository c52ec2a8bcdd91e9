// Classic script in the head: sets letters and colours before anything is painted, so that nothing jumps.
(function () {
  try {
    var kept = JSON.parse(localStorage.getItem("werkmaat.instellingen") || "{}");
    var root = document.documentElement;
    if (kept.tekst) root.dataset.tekst = kept.tekst;
    if (kept.contrast) root.dataset.contrast = kept.contrast;
    if (kept.voortgang === false) root.dataset.voortgang = "uit";
  } catch (fault) {
    /* no stored settings: the defaults stand */
  }
})();
