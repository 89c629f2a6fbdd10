"""What a conversion says of one clip, said of several. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from editor_app.ui.export.texts import tr

_MOST_NAMES = 2
_OF_SEVERAL: Mapping[str, str] = {
    "RenderingVideo cannot show it; draw it here beforehand to have it in the film.": (
        "RenderingVideo cannot show them; draw them here beforehand to have them in the film."
    ),
    "Our own renderer draws it beforehand.": "Our own renderer draws them beforehand.",
    "It stands still there, on its first picture.": "They stand still there, each on its first picture.",
    "It may be blurred more or less there, and changes at the cut of a transition.": (
        "They may be blurred more or less there, and change at the cut of a transition."
    ),
    "It has no public address.": "They have no public address.",
    "It cannot be read.": "They cannot be read.",
    "It is put on each image and video; texts, shapes and the background stay as they are.": (
        "They are put on each image and video; texts, shapes and the background stay as they are."
    ),
    "Its lines break as at the start, as the width does not move there.": (
        "Their lines break as at the start, as the width does not move there."
    ),
    "It is scaled there instead of changing its size.": (
        "They are scaled there instead of changing their size."
    ),
    "The clip goes on after the end of its medium. Here its last picture stays; it may be otherwise there.": (
        "The clips go on after the end of their media. Here their last pictures stay; that may be otherwise"
        " there."
    ),
    "The clip goes on after the end of its medium. Here it is silent; it may be otherwise there.": (
        "The clips go on after the end of their media. Here they are silent; that may be otherwise there."
    ),
    "It is not cropped as here: its middle fills the box.": (
        "They are not cropped as here: their middle fills the box."
    ),
    "It starts and stops a little differently, by at most 2.4 % of its way.": (
        "They start and stop a little differently, by at most 2.4 % of their way."
    ),
    "It may slide in from the other side there.": "They may slide in from the other side there.",
    "It may zoom from another size there.": "They may zoom from another size there.",
    "It may play a little differently there.": "They may play a little differently there.",
    "It wipes from a side there, not across a corner.": "They wipe from a side there, not across a corner.",
    "The range cuts through it: all of it plays in what is left of its time.": (
        "The range cuts through them: all of each plays in what is left of its time."
    ),
    "Where it is louder than the medium, the medium's own loudness stays.": (
        "Where they are louder than their media, the media's own loudness stays."
    ),
    "Each of its texts becomes a text of its own, without its movements.": (
        "Each of their texts becomes a text of its own, without its movements."
    ),
    "Its font may be another one there, and lines may break elsewhere.": (
        "Their fonts may be other ones there, and lines may break elsewhere."
    ),
    "Only the service of the template has its picture.": (
        "Only the service of the templates has their pictures."
    ),
    "Here it lies outside the letters; there on their edge.": (
        "Here they lie outside the letters; there on their edge."
    ),
    "It becomes a rectangle behind each line, as wide as the text is here.": (
        "They become rectangles behind each line, as wide as the texts are here."
    ),
    "Behind a turned or scaled text of several lines it is one rectangle.": (
        "Behind turned or scaled texts of several lines they are one rectangle each."
    ),
    "The text moves as a whole there, not letter by letter.": (
        "The texts move as a whole there, not letter by letter."
    ),
}
_LOUDER = re.compile(r"It is ([\d.]+) dB louder here than its medium; there it is as loud as the medium\.")


def of_several(sentence: str) -> str:
    """Say of several clips what a sentence says of one; one that says nothing of a clip stays."""
    if found := _LOUDER.fullmatch(sentence):
        text = tr("They are {n} dB louder here than their media; there they are as loud as the media.")
        return text.format(n=found[1])
    return tr(_OF_SEVERAL.get(sentence, sentence))


def names_of_several(labels: Iterable[str]) -> str:
    """Name clips by what stands on them: “2 × “Shape”, “beach.jpg”, 3 more”."""
    counts = Counter(labels)
    first = list(counts.items())[:_MOST_NAMES]
    parts = [f"“{label}”" if n == 1 else tr("{n} × “{name}”").format(n=n, name=label) for label, n in first]
    if rest := counts.total() - sum(n for _, n in first):
        parts.append(tr("{n} more").format(n=rest))
    return ", ".join(parts)
