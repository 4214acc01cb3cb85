"""The hot loop of screening: from a name's words to the listed names most like it.

This one file is both paths. Where a compiler was at hand at installation, Cython has compiled it
(``kernel.pxd`` gives the C types) and Python loads the compiled module; where none was, Python runs
this text as it stands: same arithmetic (integers only), same order, same results, about two hundred
times slower.

A name comes as ASCII bytes, words parted by single spaces. Steps of one question:

1. each word is *expanded*: which words of the index it may be (same word, same class, one deletion
   apart, same consonants), each with a similarity in thousandths; kept in a cache, because the names
   of customers repeat;
2. the listed names that hold one of those words are candidates; words so common that a name holding
   only them could not reach the floor are not walked;
3. a candidate whose upper bound reaches the floor is *aligned*: pairs of words, best first, each word
   used once; what stays alone counts against it.

The arrays are those of ``index.py``; they may be read-only views of a mapped file.
"""

from __future__ import annotations

from array import array
from typing import Any

from vedette.screen.rules import (
    ALONE_BODY,
    ALONE_BOTH,
    ALONE_KOREAN,
    ALONE_LISTED,
    ALONE_QUERY,
    EVIDENCE_LEAST,
    EVIDENCE_SLOPE,
    EXACT,
    GENERIC_SHARE,
    INITIAL,
    INITIAL_WEIGHT,
    IS_GENERIC,
    IS_LIGHT,
    IS_NUMBER,
    IS_SYLLABLE,
    JOINED,
    JOINED_CEILING,
    JOINED_SOUND,
    LETTER_WEIGHT,
    MADE_TRUST,
    MAX_WORD_LETTERS,
    MAX_WORDS,
    NAME_FAMILY_FIRST,
    NAME_KOREAN,
    NAME_PERSON,
    NAME_VESSEL,
    PATRONYMIC_SHARE,
    SHORT_LIFT,
    SOUND,
    SPARE_INITIALS,
    SPARE_SYLLABLE,
    SPELLING_LEAST,
    SPELLING_SLOPE,
    SURNAME,
    TRUNCATED,
    TRUNCATED_WEIGHT,
    TYPO,
    UNKNOWN_WEIGHT,
    WHOLE_WORD,
)

MAX_UNITS = 58
MAX_EXPANSIONS = 160
MAX_CANDIDATES = 200000
MAX_PAIRS = 400
MAX_RUN, MEMO_SLOTS = 14, 32768
CACHE_SLOTS = 32768
CACHE_ROOM = 1 << 20
# Of 64 bits where compiled: a plain 1 shifts in 32, and places above 31 fell on others.
ONE = 1
BOUND_SLACK = 60
# A word left out is walked all the same where it is held by no more than so many times the names
# that are touched: it tells which of them are worth looking at.
WALK_SHARE = 8
# A note of a name: bits for the words of the question and one for joined words, 22 for the gain,
# the rest for the round.
GAIN_AT = MAX_WORDS + 1
GAIN_MASK = (1 << 22) - 1
ROUND_AT = GAIN_AT + 22
NOTE_ROUNDS = 1 << (63 - ROUND_AT)

FNV_START, FNV_PRIME = 2166136261, 16777619
SOUND_SEED = 374761393
MASK_32 = 0xFFFFFFFF

# Letter classes for spelling distance: vowels 1, and groups of consonants that scripts and ears
# exchange. Index: letter a to z.
#         a b c d e f g h i j k l m n o p q r s t u v w x y z
GROUPS = bytes([1, 2, 3, 4, 1, 5, 3, 0, 1, 6, 3, 7, 8, 9, 1, 2, 3, 10, 11, 4, 1, 5, 5, 3, 1, 11])
# The letter that stands for each in a sound key; 46 (a dot) is left out.
#         a  b  c  d  e  f  g  h  i  j  k  l  m  n  o  p  q  r  s  t  u  v  w  x  y  z
SOUNDS = b".pkt.fk..jklmn.pkrst.ff" + b"k.s"


class Kernel:
    """The index in memory and the scratch room of one thread.

    Args:
        arrays: Name to memoryview, as ``index.py`` makes them.
    """

    def __init__(self, arrays: dict[str, Any]) -> None:
        self.word_text = arrays["word_text"]
        self.word_at = arrays["word_at"]
        self.word_weight = arrays["word_weight"]
        self.word_flags = arrays["word_flags"]
        self.word_classes_at = arrays["word_classes_at"]
        self.word_classes = arrays["word_classes"]
        self.class_rule = arrays["class_rule"]
        self.class_similarity = arrays["class_similarity"]
        self.class_words_at = arrays["class_words_at"]
        self.class_words = arrays["class_words"]
        self.table = arrays["table"]
        self.table_mask = len(self.table) - 1
        self.key_at = arrays["key_at"]
        self.key_tag = arrays["key_tag"]
        self.key_word = arrays["key_word"]
        self.key_mask = len(self.key_at) - 2
        self.holders_at = arrays["holders_at"]
        self.holders = arrays["holders"]
        self.name_at = arrays["name_at"]
        self.name_words = arrays["name_words"]
        self.joined_at = arrays["joined_at"]
        self.joined_words = arrays["joined_words"]
        self.joined_start = arrays["joined_start"]
        self.joined_length = arrays["joined_length"]
        self.name_party = arrays["name_party"]
        self.name_kind = arrays["name_kind"]
        self.name_flags = arrays["name_flags"]
        self.name_trust = arrays["name_trust"]
        notes = memoryview(array("q", bytes(16 * max(1, len(self.name_party)))))
        if len(self.name_party):
            notes[1::2] = arrays["name_weight"].cast("B").cast("q")
        # A note and what the name weighs lie side by side, so that one look fetches both.
        self.name_note, self.note_round = notes, 0
        self.anchors_at = arrays["anchors_at"]
        self.anchors = arrays["anchors"]
        self.word_letters = arrays["word_letters"]
        self.anchor_letters = arrays["anchor_letters"]
        self._make_room(len(self.word_weight), len(self.name_party))

    def _make_room(self, n_words: int, n_names: int) -> None:
        def ints(n: int) -> memoryview:
            return memoryview(array("i", bytes(4 * max(1, n))))

        def longs(n: int) -> memoryview:
            return memoryview(array("q", bytes(8 * max(1, n))))

        self.word_seen, self.expand_round, self.expand_letters = ints(n_words), 0, 0
        self.word_round, self.round = ints(n_words), 0
        self.word_best, self.word_units, self.word_cover = (
            ints(n_words),
            longs(n_words),
            ints(n_words),
        )
        self.touched = ints(n_names)
        self.candidates = ints(min(MAX_CANDIDATES, max(1, n_names)))
        self.cache_tag, self.cache_at, self.cache_n = (
            longs(CACHE_SLOTS),
            ints(CACHE_SLOTS),
            ints(CACHE_SLOTS),
        )
        self.cache_text_at, self.cache_length = ints(CACHE_SLOTS), ints(CACHE_SLOTS)
        self.cache_text = memoryview(bytearray(CACHE_ROOM))
        self.n_cached, self.cache_text_end = 0, 0
        self.exp_word, self.exp_sim, self.exp_rule = (
            ints(CACHE_ROOM),
            ints(CACHE_ROOM),
            ints(CACHE_ROOM),
        )
        self.exp_given, self.exp_given_rule = ints(CACHE_ROOM), ints(CACHE_ROOM)
        self.exp_end, self.exp_keep = 0, 0
        self.q_start, self.q_end, self.q_weight, self.q_flags, self.q_letters = (
            ints(MAX_WORDS + 1),
            ints(MAX_WORDS + 1),
            ints(MAX_WORDS + 1),
            ints(MAX_WORDS + 1),
            ints(MAX_WORDS + 1),
        )
        self.n_q, self.q_total = 0, 0
        self.unit_first, self.unit_length = ints(MAX_UNITS), ints(MAX_UNITS)
        self.unit_at, self.unit_n = ints(MAX_UNITS), ints(MAX_UNITS)
        self.unit_cover = ints(MAX_UNITS)
        self.unit_best, self.unit_cost, self.unit_skip = (
            ints(MAX_UNITS),
            ints(MAX_UNITS),
            ints(MAX_UNITS),
        )
        self.n_units = 0
        self.pair_q, self.pair_qn, self.pair_t, self.pair_tn = (
            ints(MAX_PAIRS),
            ints(MAX_PAIRS),
            ints(MAX_PAIRS),
            ints(MAX_PAIRS),
        )
        self.pair_sim, self.pair_rule, self.pair_gain = (
            ints(MAX_PAIRS),
            ints(MAX_PAIRS),
            longs(MAX_PAIRS),
        )
        self.n_pairs = 0
        self.met = ints(MAX_PAIRS)
        self.n_met = 0
        self.run_start, self.run_stop = ints(MAX_RUN + 1), ints(MAX_RUN + 1)
        self.run_first, self.run_last = ints(MAX_RUN + 1), ints(MAX_RUN + 1)
        self.run_word, self.run_capitals = ints(MAX_RUN + 1), ints(MAX_RUN + 1)
        self.run_letters = longs(MAX_RUN + 1)
        self.memo_key, self.memo_score = longs(MEMO_SLOTS), ints(MEMO_SLOTS)
        self.run_text = memoryview(bytearray((MAX_RUN + 2) * (MAX_WORD_LETTERS + 3)))
        self.n_run, self.run_end, self.scanned = 0, 0, 0
        self.name_scanned, self.scan_round = ints(n_names), 0
        self.seen_first, self.seen_last = 0, 0
        self.rows = ints(3 * (MAX_WORD_LETTERS + 2))
        self.letters = memoryview(bytearray(1024))
        self.soft_only, self.short_similarity = 0, 0

    # -- words -----------------------------------------------------------------------------

    def _find_word(self, text: Any, start: int, end: int) -> int:
        """The id of a word, or -1."""
        slot = _hash(text, start, end, -1, FNV_START) & self.table_mask
        length = end - start
        while True:
            word: int = self.table[slot]
            if word < 0:
                return -1
            at = self.word_at[word]
            if self.word_at[word + 1] - at == length:
                same = True
                for i in range(length):
                    if self.word_text[at + i] != text[start + i]:
                        same = False
                        break
                if same:
                    return word
            slot = (slot + 1) & self.table_mask

    def _add(self, word: int, similarity: int, rule: int) -> None:
        """Add one expansion, or better the one that is there."""
        if self.word_seen[word] == self.expand_round:
            i = self.exp_end - 1
            while self.exp_word[i] != word:
                i -= 1
            if rule != SURNAME and self.exp_given[i] < similarity:
                self.exp_given[i] = similarity
                self.exp_given_rule[i] = rule
            if self.exp_sim[i] < similarity:
                self.exp_sim[i] = similarity
                self.exp_rule[i] = rule
            return
        if self.holders_at[word + 1] == self.holders_at[word]:
            return
        self.word_seen[word] = self.expand_round
        self.exp_word[self.exp_end] = word
        self.exp_sim[self.exp_end] = similarity
        self.exp_rule[self.exp_end] = rule
        self.exp_given[self.exp_end] = 0 if rule == SURNAME else similarity
        self.exp_given_rule[self.exp_end] = rule
        self.exp_end += 1

    def _expand(self, text: Any, start: int, end: int, joined: bool) -> int:
        """Write the expansions of one word behind ``exp_end``; how many they are."""
        begin = self.exp_end
        self.expand_round += 1
        length = end - start
        word = self._find_word(text, start, end)
        flags = 0
        if word >= 0:
            flags = self.word_flags[word]
            self._add(word, 1000, EXACT)
            for i in range(self.word_classes_at[word], self.word_classes_at[word + 1]):
                cls = self.word_classes[i]
                for k in range(self.class_words_at[cls], self.class_words_at[cls + 1]):
                    self._add(self.class_words[k], self.class_similarity[cls], self.class_rule[cls])
        if length < 3 or length > MAX_WORD_LETTERS or flags & (IS_NUMBER | IS_LIGHT):
            return self.exp_end - begin
        self.expand_letters = 0
        for i in range(start, end):
            self.expand_letters |= 1 << (text[i] & 31)
        if not joined:
            self._by_key(text, start, end, _hash(text, start, end, -1, FNV_START), flags, begin)
            if length > 3:
                for i in range(start, end):
                    if i > start and text[i] == text[i - 1]:
                        continue
                    self._by_key(
                        text, start, end, _hash(text, start, end, i, FNV_START), flags, begin
                    )
        if length > 3:
            key = _sound_key(text, start, end)
            if key:
                self._by_key(text, start, end, key, flags, begin)
        return self.exp_end - begin

    def _by_key(self, text: Any, start: int, end: int, key: int, flags: int, begin: int) -> None:
        """Add the words under one key that are near enough."""
        bucket = key & self.key_mask
        for i in range(self.key_at[bucket], self.key_at[bucket + 1]):
            if self.key_tag[i] != key:
                continue
            word = self.key_word[i]
            if self.word_seen[word] == self.expand_round:
                continue
            if self.exp_end - begin >= MAX_EXPANSIONS:
                return
            # Two Korean syllables meet by class or not at all: one letter makes another name.
            if flags & IS_SYLLABLE and self.word_flags[word] & IS_SYLLABLE:
                continue
            if not _few_bits(self.expand_letters ^ self.word_letters[word]):
                continue
            similarity = self._similarity(text, start, end, word)
            if similarity > 0:
                self._add(word, similarity, SOUND if self.soft_only else TYPO)

    def _similarity(self, text: Any, start: int, end: int, word: int) -> int:
        """How near two spellings are, in thousandths; 0 where they are not near.

        An edit distance whose steps cost what they say: a vowel for a vowel or a doubled letter
        little, another consonant a whole letter.
        """
        at = self.word_at[word]
        n = end - start
        m = self.word_at[word + 1] - at
        if m < 3 or m > MAX_WORD_LETTERS or n - m > 4 or m - n > 4:
            return 0
        if self.word_flags[word] & (IS_NUMBER | IS_LIGHT):
            return 0
        longest = n if n > m else m
        limit = (n + m) * 15
        older, old, new = 0, MAX_WORD_LETTERS + 2, 2 * (MAX_WORD_LETTERS + 2)
        self.rows[old] = 0
        for j in range(1, m + 1):
            self.rows[old + j] = self.rows[old + j - 1] + _alone(
                self.word_text[at + j - 1], self.word_text[at + j - 2] if j > 1 else 0
            )
        previous = 0
        for i in range(1, n + 1):
            a = text[start + i - 1]
            lone_a = _alone(a, previous)
            least = self.rows[old] + lone_a
            self.rows[new] = least
            before = 0
            for j in range(1, m + 1):
                b = self.word_text[at + j - 1]
                cost = self.rows[old + j - 1] + _exchange(a, b)
                other = self.rows[old + j] + lone_a
                if other < cost:
                    cost = other
                other = self.rows[new + j - 1] + _alone(b, before)
                if other < cost:
                    cost = other
                if i > 1 and j > 1 and a == before and b == previous and a != b:
                    other = self.rows[older + j - 2] + 80
                    if other < cost:
                        cost = other
                self.rows[new + j] = cost
                if cost < least:
                    least = cost
                before = b
            if least > limit:
                return 0
            spare = older
            older = old
            old = new
            new = spare
            previous = a
        distance = self.rows[old + m]
        if distance > limit:
            return 0
        if longest < 5 and distance > 60 and (n < 4 or m < 4):
            return 0
        # A wrong first letter is rarer than any other slip.
        if text[start] != self.word_text[at]:
            distance += 25
        self.soft_only = 1 if distance < 80 else 0
        similarity = 1000 - (SPELLING_SLOPE * distance) // (100 * (n + m))
        return similarity if similarity >= SPELLING_LEAST else 0

    # -- a question ------------------------------------------------------------------------

    def _ask(self, text: Any, start: int, end: int) -> None:
        """Cut a name into words and units and expand them."""
        if (
            self.n_cached > CACHE_SLOTS * 6 // 10
            or self.exp_end > CACHE_ROOM - MAX_UNITS * (MAX_EXPANSIONS + 4000)
            or self.cache_text_end > CACHE_ROOM - MAX_WORDS * (MAX_WORD_LETTERS + 8)
        ):
            self._forget()
        self.n_q = 0
        self.n_units = 0
        self.q_total = 0
        at = start
        while at < end and self.n_q < MAX_WORDS:
            stop = at
            while stop < end and text[stop] != 32:
                stop += 1
            if stop > at:
                self._take_word(text, at, stop)
            at = stop + 1
        self.exp_keep = self.exp_end
        self._join_words(text)

    def _forget(self) -> None:
        """Empty the cache of expansions."""
        for i in range(CACHE_SLOTS):
            self.cache_tag[i] = 0
        self.n_cached = 0
        self.exp_end = 0
        self.cache_text_end = 0

    def _take_word(self, text: Any, start: int, end: int) -> None:
        """One word of the question: its expansions, from the cache where it is known."""
        i = self.n_q
        self.q_start[i] = start
        self.q_end[i] = end
        unit = self.n_units
        self.unit_first[unit] = i
        self.unit_length[unit] = 1
        length = end - start
        if length > MAX_WORD_LETTERS:
            self.unit_at[unit] = self.exp_end
            self.unit_n[unit] = 0
        else:
            tag = _hash(text, start, end, -1, FNV_START)
            slot = self._cached(text, start, end, tag)
            self.unit_at[unit] = self.cache_at[slot]
            self.unit_n[unit] = self.cache_n[slot]
        word = self._find_word(text, start, end)
        self.q_flags[i] = self.word_flags[word] if word >= 0 else 0
        self.q_letters[i] = 0
        for k in range(start, end):
            self.q_letters[i] |= 1 << (text[k] & 31)
        if word >= 0 and (
            self.holders_at[word + 1] > self.holders_at[word]
            or self.word_flags[word] & (IS_LIGHT | IS_GENERIC)
        ):
            self.q_weight[i] = self.word_weight[word]
        elif length == 1:
            self.q_weight[i] = LETTER_WEIGHT
        elif _is_patronymic(text, start, end):
            self.q_weight[i] = UNKNOWN_WEIGHT * PATRONYMIC_SHARE // 1000
        else:
            self.q_weight[i] = UNKNOWN_WEIGHT
        self.q_total += self.q_weight[i]
        self.n_q += 1
        self.n_units += 1

    def _cached(self, text: Any, start: int, end: int, tag: int) -> int:
        """The cache slot of a word, filled if it was not there."""
        length = end - start
        slot = tag & (CACHE_SLOTS - 1)
        while self.cache_tag[slot]:
            if self.cache_tag[slot] == tag + 1 and self.cache_length[slot] == length:
                at = self.cache_text_at[slot]
                same = True
                for i in range(length):
                    if self.cache_text[at + i] != text[start + i]:
                        same = False
                        break
                if same:
                    return slot
            slot = (slot + 1) & (CACHE_SLOTS - 1)
        self.cache_tag[slot] = tag + 1
        self.cache_length[slot] = length
        self.cache_text_at[slot] = self.cache_text_end
        for i in range(length):
            self.cache_text[self.cache_text_end + i] = text[start + i]
        self.cache_text_end += length
        self.cache_at[slot] = self.exp_end
        self.cache_n[slot] = self._expand(text, start, end, False)
        self.n_cached += 1
        return slot

    def _join_words(self, text: Any) -> None:
        """Neighbouring words written together are units of the question as well."""
        n = self.n_q
        if n < 2:
            return
        for length in (2, 3):
            if length > n or (length == 3 and n > 8):
                continue
            for first in range(n - length + 1):
                if length != n:
                    self._take_joined(text, first, length)
        self._take_joined(text, 0, n)

    def _take_joined(self, text: Any, first: int, length: int) -> None:
        if self.n_units >= MAX_UNITS:
            return
        size = 0
        for i in range(first, first + length):
            for k in range(self.q_start[i], self.q_end[i]):
                if size >= MAX_WORD_LETTERS:
                    return
                self.letters[size] = text[k]
                size += 1
        if size < 4:
            return
        unit = self.n_units
        at = self.exp_end
        found = self._expand(self.letters, 0, size, True)
        if found:
            self.unit_first[unit] = first
            self.unit_length[unit] = length
            self.unit_at[unit] = at
            self.unit_n[unit] = found
            self.n_units += 1

    def _mark(self) -> None:
        """Note for every word of the index which units it may be, and choose what to walk."""
        self.round += 1
        for unit in range(self.n_units):
            cover = 0
            for i in range(self.unit_first[unit], self.unit_first[unit] + self.unit_length[unit]):
                cover |= 1 << i
            self.unit_cover[unit] = cover
            bit = ONE << unit
            best = 0
            cost = 0
            for i in range(self.unit_at[unit], self.unit_at[unit] + self.unit_n[unit]):
                word = self.exp_word[i]
                similarity = self.exp_sim[i]
                if self.word_round[word] != self.round:
                    self.word_round[word] = self.round
                    self.word_best[word] = similarity
                    self.word_units[word] = bit
                    self.word_cover[word] = cover
                else:
                    if self.word_best[word] < similarity:
                        self.word_best[word] = similarity
                    self.word_units[word] |= bit
                    self.word_cover[word] |= cover
                gain = similarity * self.word_weight[word] // 1000
                if gain > best:
                    best = gain
                cost += self.holders_at[word + 1] - self.holders_at[word]
            self.unit_best[unit] = best
            self.unit_cost[unit] = cost
            self.unit_skip[unit] = 0

    def _choose(self, floor: int) -> None:
        """Leave out the words that are dearest to walk, as far as the floor allows.

        A name that holds none but words left out cannot reach the floor, so nothing is lost.
        """
        least = self._unlifted(floor) - BOUND_SLACK
        skipped_best = 0
        skipped_weight = 0
        while True:
            dearest = -1
            for unit in range(self.n_units):
                if self.unit_length[unit] > 1 or self.unit_skip[unit]:
                    continue
                if dearest < 0 or self.unit_cost[unit] > self.unit_cost[dearest]:
                    dearest = unit
            if dearest < 0 or self.unit_cost[dearest] == 0:
                return
            best = skipped_best + self.unit_best[dearest]
            weight = skipped_weight + self.q_weight[self.unit_first[dearest]]
            rest = self.q_total - weight
            bound = 1000 * best // (best + ALONE_QUERY * rest // 1000 + 1)
            if bound >= least:
                self.unit_skip[dearest] = 2
            else:
                self.unit_skip[dearest] = 1
                skipped_best = best
                skipped_weight = weight

    def search(
        self, text: Any, start: int, end: int, kinds: int, floor: int, limit: int, out: Any, at: int
    ) -> int:
        """The parties whose names are most like the one at ``text[start:end]``.

        Args:
            text: ASCII bytes, words parted by single spaces.
            start: Where the name begins.
            end: Where it ends.
            kinds: A bit for each kind wanted.
            floor: Least score, in thousandths.
            limit: Most parties.
            out: Room for ``2 * limit`` ints from ``at`` on: name and score, best first.
            at: Where to write.

        Returns:
            How many were written.
        """
        self._ask(text, start, end)
        found = 0
        if self.n_q:
            self._mark()
            self._choose(floor)
            found = self._gather(text, kinds, floor, limit, out, at)
        self.exp_end = self.exp_keep
        return found

    def _gather(self, text: Any, kinds: int, floor: int, limit: int, out: Any, at: int) -> int:
        n_touched = self._touch()
        assumed = self._touch_common(n_touched)
        n = self._worth_aligning(n_touched, assumed, kinds, floor)
        found = 0
        for i in range(n):
            name = self.candidates[i]
            # Where as many as are wanted are the same to the letter, a later one comes after them.
            last = at + 2 * found - 2
            if found == limit and out[last + 1] == 1000 and name > out[last]:
                continue
            score = self._align(text, name)
            if score >= floor:
                found = self._keep(name, score, found, limit, out, at)
        return found

    def _touch(self) -> int:
        """Note for each name that holds a word to walk what of the question it may hold.

        One number for a name: this round, the sum of what its words gain, and the words of the
        question they may be; one bit more where it holds the word as joined words of its own, which
        ``holders`` says. Walking lists in order costs a few nanoseconds a name, looking at a name's
        words a hundred.
        """
        self.note_round += 1
        if self.note_round == NOTE_ROUNDS:
            self.note_round = 1
            for name in range(len(self.name_note) // 2):
                self.name_note[2 * name] = 0
        fresh = self.note_round << ROUND_AT
        n = 0
        for unit in range(self.n_units):
            if self.unit_skip[unit] == 1:
                continue
            bits = self.unit_cover[unit]
            for i in range(self.unit_at[unit], self.unit_at[unit] + self.unit_n[unit]):
                word = self.exp_word[i]
                gain = (self.exp_sim[i] * self.word_weight[word] // 1000 + 1) << GAIN_AT
                for k in range(self.holders_at[word], self.holders_at[word + 1]):
                    held = self.holders[k]
                    name = held >> 1
                    note = self.name_note[2 * name]
                    if note < fresh:
                        note = fresh
                        self.touched[n] = name
                        n += 1
                    self.name_note[2 * name] = (note + gain) | bits | (held & 1) << MAX_WORDS
        return n

    def _touch_common(self, n_touched: int) -> int:
        """Note the same for words left out; those too dear to walk are taken to be there."""
        assumed = 0
        fresh = self.note_round << ROUND_AT
        for unit in range(self.n_units):
            if self.unit_skip[unit] != 1:
                continue
            if self.unit_cost[unit] > WALK_SHARE * n_touched:
                assumed |= 1 << self.unit_first[unit]
                continue
            bits = self.unit_cover[unit]
            for i in range(self.unit_at[unit], self.unit_at[unit] + self.unit_n[unit]):
                word = self.exp_word[i]
                gain = (self.exp_sim[i] * self.word_weight[word] // 1000 + 1) << GAIN_AT
                for k in range(self.holders_at[word], self.holders_at[word + 1]):
                    held = self.holders[k]
                    name = held >> 1
                    note = self.name_note[2 * name]
                    if note >= fresh:
                        self.name_note[2 * name] = (note + gain) | bits | (held & 1) << MAX_WORDS
        return assumed

    def _worth_aligning(self, n_touched: int, assumed: int, kinds: int, floor: int) -> int:
        """Write down the touched names whose upper bound reaches the floor; how many they are.

        First a bound that needs but two numbers of a name, its note and what all its words weigh:
        what meets gains no more than was noted, and the rest of the name stays alone. It is never
        below that of ``_bound``, so nothing is lost.
        """
        room = len(self.candidates)
        n = 0
        known = -1
        rest = 0
        more = 0
        least = self._unlifted(floor) - BOUND_SLACK - 1
        for i in range(self.n_q):
            if assumed >> i & 1:
                more += self.unit_best[i] + 1
        for t in range(n_touched):
            name = self.touched[t]
            note = self.name_note[2 * name]
            cover = note & ((1 << GAIN_AT) - 1)
            joined = cover >> MAX_WORDS
            own: int = self.name_note[2 * name + 1]
            if not joined and own >= 0:
                if cover != known:
                    known = cover
                    rest = 0
                    for i in range(self.n_q):
                        if not (cover | assumed) >> i & 1:
                            rest += self.q_weight[i]
                met = (note >> GAIN_AT & GAIN_MASK) + more
                if met > own:
                    met = own
                total = 1000 * met + ALONE_QUERY * rest + ALONE_LISTED * (own - met)
                if 1000000 * met < least * total:
                    continue
            if (
                n < room
                and self.name_kind[name] & kinds
                and self._may_reach(name, joined | assumed, floor)
            ):
                self.candidates[n] = name
                n += 1
        return n

    def _unlifted(self, floor: int) -> int:
        """What a name must score by its near pairs alone for words left over to lift it to the floor."""
        return floor * 1000 // SHORT_LIFT if self.n_q > 1 else floor

    def _may_reach(self, name: int, joined: int, floor: int) -> bool:
        """Whether this name may score so much: by its bound, or lifted by words that yet may meet."""
        bound = self._bound(name, joined)
        if bound >= floor:
            return True
        if bound < self._unlifted(floor):
            return False
        # What is missing, and what each word that may meet another adds at most; what takes away is left.
        floor -= BOUND_SLACK
        lacking = floor * self.bound_total - 1000 * self.bound_matched
        freed = 0
        for j in range(self.name_at[name], self.name_at[name + 1]):
            word = self.name_words[j]
            is_met = self.word_round[word] == self.round
            cover = self.word_cover[word] if is_met else 0
            best = 0
            for i in range(self.n_q):
                if cover >> i & 1:
                    continue
                nearest = self._nearest(i, word)
                if nearest:
                    freed |= 1 << i
                    if nearest > best:
                        best = nearest
            if best and not is_met:
                gain = 1000 * best - floor * (1000 - ALONE_LISTED)
                if gain > 0:
                    lacking -= gain * self.word_weight[word]
        for i in range(self.n_q):
            if freed >> i & 1 and not self.bound_cover >> i & 1:
                lacking -= floor * ALONE_QUERY * self.q_weight[i]
        return lacking <= 0

    def _nearest(self, i: int, word: int) -> int:
        """What ``_short_form`` can give two words at most, by their lengths and letters alone."""
        if (self.q_flags[i] | self.word_flags[word]) & (IS_NUMBER | IS_LIGHT):
            return 0
        n = self.q_end[i] - self.q_start[i]
        m = self.word_at[word + 1] - self.word_at[word]
        if self.q_flags[i] & IS_SYLLABLE and self.word_flags[word] & IS_SYLLABLE and n > 1:
            return 0
        mine = self.q_letters[i]
        listed = self.word_letters[word]
        if n == 1 or m == 1:
            return 0 if mine & ~listed and listed & ~mine else 1000
        best = TRUNCATED_WEIGHT if 3 < n < m and not mine & ~listed else 0
        apart = n - m if n > m else m - n
        if n > 2 and m > 2 and apart <= 4 and n <= MAX_WORD_LETTERS and _few_bits(mine ^ listed):
            # A letter that one side lacks costs half an exchange of likes at the least, a letter more a doubled one.
            cost = 22 * _bits(mine ^ listed)
            if cost < 25 * apart:
                cost = 25 * apart
            similarity = 1000 - SPELLING_SLOPE * cost // (100 * (n + m))
            if similarity > best:
                best = similarity
        return best

    def _bound(self, name: int, joined: int) -> int:
        """No pairs of units and words make this name score more; words left over are not counted."""
        matched = 0
        weight = 0
        cover = 0
        if joined:
            for i in range(self.joined_at[name], self.joined_at[name + 1]):
                if self.word_round[self.joined_words[i]] == self.round:
                    return 1000
        for i in range(self.name_at[name], self.name_at[name + 1]):
            word = self.name_words[i]
            if self.word_round[word] == self.round:
                own = self.word_weight[word]
                matched += own * self.word_best[word]
                weight += own
                cover |= self.word_cover[word]
        total = self.name_note[2 * name + 1]
        alone = (total if total >= 0 else ~total) - weight
        rest = 0
        for i in range(self.n_q):
            if not cover >> i & 1:
                rest += self.q_weight[i]
        total = 1000 * weight + ALONE_QUERY * rest + ALONE_LISTED * alone
        self.bound_matched, self.bound_total, self.bound_cover = matched, total, cover
        return 1000 * matched // (total + 1) + BOUND_SLACK

    def _keep(self, name: int, score: int, found: int, limit: int, out: Any, at: int) -> int:
        """Put a name in its place among the best, one for each party; how many there are now."""
        party = self.name_party[name]
        place = found
        for i in range(found):
            if self.name_party[out[at + 2 * i]] == party:
                if score < out[at + 2 * i + 1] or (
                    score == out[at + 2 * i + 1] and name > out[at + 2 * i]
                ):
                    return found
                place = i
                break
        if place == found:
            if found == limit:
                place = found - 1
                if not _before(score, name, out[at + 2 * place + 1], out[at + 2 * place]):
                    return found
            else:
                found += 1
        while place > 0 and _before(score, name, out[at + 2 * place - 1], out[at + 2 * place - 2]):
            out[at + 2 * place] = out[at + 2 * place - 2]
            out[at + 2 * place + 1] = out[at + 2 * place - 1]
            place -= 1
        out[at + 2 * place] = name
        out[at + 2 * place + 1] = score
        return found

    # -- an alignment ----------------------------------------------------------------------

    def _collect(self, name: int) -> None:
        """All pairs of a unit of the question and a word, or joined words, of the name."""
        self.n_pairs = 0
        first = self.name_at[name]
        n_t = self.name_at[name + 1] - first
        for j in range(n_t):
            self._pairs_of(name, self.name_words[first + j], j, 1, n_t)
        for i in range(self.joined_at[name], self.joined_at[name + 1]):
            self._pairs_of(
                name, self.joined_words[i], self.joined_start[i], self.joined_length[i], n_t
            )

    def _pairs_of(self, name: int, word: int, start: int, length: int, n_t: int) -> None:
        if self.word_round[word] != self.round:
            return
        units = self.word_units[word]
        weight = 0
        for j in range(start, start + length):
            weight += self.word_weight[self.name_words[self.name_at[name] + j]]
        for unit in range(self.n_units):
            if not units >> unit & 1 or self.n_pairs >= MAX_PAIRS:
                continue
            i = self.unit_at[unit]
            while self.exp_word[i] != word:
                i += 1
            rule = self.exp_rule[i]
            similarity = self.exp_sim[i]
            q, qn = self.unit_first[unit], self.unit_length[unit]
            if rule == SURNAME and not (
                (start == 0 or (start == n_t - 1 and not self.name_flags[name] & NAME_FAMILY_FIRST))
                and (q == 0 or q == self.n_q - 1)
            ):
                # Within a name a spelling of a family name is a syllable like another (Song, Jong).
                similarity = self.exp_given[i]
                rule = self.exp_given_rule[i]
                if not similarity:
                    continue
            # Two names cut differently; those cut alike are left to their words.
            if qn > 1 and length > 1 and similarity < 1000:
                continue
            # Syllables meet by class or letter by letter, not by what they sound like together.
            if similarity < 1000 and self._are_syllables(name, q, qn, start, length):
                continue
            if qn > 1 or length > 1:
                rule = JOINED if similarity == 1000 else JOINED_SOUND
                similarity = similarity * JOINED_CEILING // 1000
            p = self.n_pairs
            self.pair_q[p], self.pair_qn[p] = q, qn
            self.pair_t[p], self.pair_tn[p] = start, length
            self.pair_sim[p], self.pair_rule[p] = similarity, rule
            self.pair_gain[p] = similarity * weight
            self.n_pairs += 1

    def _are_syllables(self, name: int, q: int, qn: int, start: int, length: int) -> bool:
        """Whether the side of a pair that is several words is nothing but Korean syllables."""
        for i in range(q, q + qn):
            if qn > 1 and not self.q_flags[i] & IS_SYLLABLE:
                return False
        for j in range(start, start + length):
            word = self.name_words[self.name_at[name] + j]
            if length > 1 and not self.word_flags[word] & IS_SYLLABLE:
                return False
        return qn > 1 or length > 1

    def _align(self, text: Any, name: int) -> int:
        """Choose pairs, best first, and weigh them; the score in thousandths."""
        self._collect(name)
        self.n_met = 0
        used_q = 0
        used_t = 0
        matched = 0
        while True:
            best = -1
            for p in range(self.n_pairs):
                mask_q = ((1 << self.pair_qn[p]) - 1) << self.pair_q[p]
                mask_t = ((1 << self.pair_tn[p]) - 1) << self.pair_t[p]
                if mask_q & used_q or mask_t & used_t:
                    continue
                if best < 0 or self._is_better(p, best):
                    best = p
            if best < 0:
                break
            used_q |= ((1 << self.pair_qn[best]) - 1) << self.pair_q[best]
            used_t |= ((1 << self.pair_tn[best]) - 1) << self.pair_t[best]
            matched += self.pair_gain[best]
            self.met[self.n_met] = best
            self.n_met += 1
        return self._weigh(text, name, used_q, used_t, matched)

    def _is_better(self, one: int, other: int) -> bool:
        """The more alike pair first; of two alike, the one that says more."""
        if self.pair_sim[one] != self.pair_sim[other]:
            return bool(self.pair_sim[one] > self.pair_sim[other])
        return bool(self.pair_gain[one] > self.pair_gain[other])

    def _weigh(self, text: Any, name: int, used_q: int, used_t: int, matched: int) -> int:
        """The share of both names' weight that met, less what speaks against it."""
        first = self.name_at[name]
        n_t = self.name_at[name + 1] - first
        total = 0
        for j in range(n_t):
            if used_t >> j & 1:
                total += self.word_weight[self.name_words[first + j]]
        alone_t = 0
        for j in range(n_t):
            if not used_t >> j & 1:
                alone_t += self.word_weight[self.name_words[first + j]]
        alone_q = 0
        for i in range(self.n_q):
            if not used_q >> i & 1:
                alone_q += self.q_weight[i]
        whole = 1000 * total + ALONE_QUERY * alone_q + ALONE_LISTED * alone_t + 1
        self.most = SHORT_LIFT * matched // whole
        for i in range(self.n_q):
            if used_q >> i & 1:
                continue
            for j in range(n_t):
                if used_t >> j & 1:
                    continue
                word = self.name_words[first + j]
                rule = self._short_form(text, i, word)
                if not rule:
                    continue
                used_q |= 1 << i
                used_t |= 1 << j
                similarity = self.short_similarity
                weight = self.word_weight[word]
                # An initial says little, so it weighs little on either side of the account.
                if rule == INITIAL:
                    weight = weight * 4 // 10
                matched += similarity * weight
                total += weight
                if self.n_pairs < MAX_PAIRS:
                    p = self.n_pairs
                    self.pair_q[p], self.pair_qn[p], self.pair_t[p], self.pair_tn[p] = i, 1, j, 1
                    self.pair_sim[p], self.pair_rule[p] = similarity, rule
                    self.met[self.n_met] = p
                    self.n_pairs += 1
                    self.n_met += 1
                break
        return self._against(name, used_q, used_t, matched, total)

    def _short_form(self, text: Any, i: int, word: int) -> int:
        """How two words left over may still meet: as an initial, a beginning, or a far spelling.

        The keys find only near spellings; here the rest of the name already speaks for the pair.
        """
        if (self.q_flags[i] | self.word_flags[word]) & (IS_NUMBER | IS_LIGHT):
            return 0
        at = self.word_at[word]
        n = self.q_end[i] - self.q_start[i]
        m = self.word_at[word + 1] - at
        least = n if n < m else m
        # Two Korean syllables are not short for one another: Chan is not Chang, nor U for Un.
        if self.q_flags[i] & IS_SYLLABLE and self.word_flags[word] & IS_SYLLABLE and n > 1:
            return 0
        is_start = True
        for k in range(least):
            if text[self.q_start[i] + k] != self.word_text[at + k]:
                is_start = False
                break
        if is_start and least == 1:
            self.short_similarity = INITIAL_WEIGHT
            return INITIAL
        if is_start and n < m and n > 3:
            self.short_similarity = TRUNCATED_WEIGHT
            return TRUNCATED
        if least < 3 or n > MAX_WORD_LETTERS:
            return 0
        if not _few_bits(self.q_letters[i] ^ self.word_letters[word]):
            return 0
        self.short_similarity = self._similarity(text, self.q_start[i], self.q_end[i], word)
        if self.short_similarity == 0:
            return 0
        return SOUND if self.soft_only else TYPO

    def _against(self, name: int, used_q: int, used_t: int, matched: int, total: int) -> int:
        """Count what stayed alone, and what contradicts."""
        first = self.name_at[name]
        n_t = self.name_at[name + 1] - first
        alone_q = 0
        alone_t = 0
        numbers = 0
        syllables = True
        heavy_q = 0
        for i in range(self.n_q):
            if not self.q_flags[i] & IS_LIGHT:
                heavy_q += 1
            if not self.q_flags[i] & IS_SYLLABLE:
                syllables = False
            if not used_q >> i & 1:
                alone_q += self.q_weight[i]
                if self.q_flags[i] & IS_GENERIC:
                    alone_q += self.q_weight[i] * (1000 - GENERIC_SHARE) // 1000
                if self.q_flags[i] & IS_NUMBER:
                    numbers += 1
        heavy_t = 0
        for j in range(n_t):
            word = self.name_words[first + j]
            if not self.word_flags[word] & IS_LIGHT:
                heavy_t += 1
            if not used_t >> j & 1:
                alone_t += self.word_weight[word]
                if self.word_flags[word] & IS_NUMBER:
                    numbers += 1
        both = alone_q if alone_q < alone_t else alone_t
        flags = self.name_flags[name]
        if flags & NAME_KOREAN and syllables:
            both *= ALONE_KOREAN
        else:
            both *= ALONE_BOTH if flags & NAME_PERSON else ALONE_BODY
        total = 1000 * total + ALONE_QUERY * alone_q + ALONE_LISTED * alone_t + both
        if total <= 0:
            return 0
        score = 1000 * matched // total
        if score > self.most:
            score = self.most
        if numbers:
            score = score * (6 if flags & NAME_VESSEL else 8) // 10
        if flags & NAME_KOREAN and syllables and (alone_q or alone_t):
            score = score * (7 if alone_q and alone_t else 8) // 10
        elif alone_q >= WHOLE_WORD and (syllables or flags & NAME_KOREAN):
            # Korean and Chinese names have no words to spare.
            score = score * SPARE_SYLLABLE // 1000
        if flags & NAME_PERSON and (alone_q >= WHOLE_WORD or alone_t >= WHOLE_WORD):
            # Two common names of three say less than two rare ones.
            share = EVIDENCE_LEAST + EVIDENCE_SLOPE * (matched // 1000) // 1000
            if share < 1000:
                score = score * share // 1000
        if heavy_t == 1 and n_t == 1 and alone_q >= WHOLE_WORD:
            word = self.name_words[first]
            if self.word_at[word + 1] - self.word_at[word] < 5:
                # Three letters are anybody's initials.
                score = score * SPARE_INITIALS // 1000
        if heavy_t == 1 and self._is_short_slip(9 if self.name_trust[name] <= MADE_TRUST else 5):
            score = score * 7 // 10
        if flags & NAME_PERSON and heavy_q < 2 and heavy_t > 1 and self._met_words() < 2:
            score = score if score < 600 else 600
        trust: int = self.name_trust[name]
        return score * trust // 1000

    def _is_short_slip(self, letters: int) -> bool:
        """Whether a word of fewer letters met another only by likeness: NATO is not NATA."""
        for i in range(self.n_met):
            p = self.met[i]
            rule = self.pair_rule[p]
            if (rule in (TYPO, SOUND)) and self.pair_tn[p] == 1:
                q = self.pair_q[p]
                if self.q_end[q] - self.q_start[q] < letters:
                    return True
        return False

    def _met_words(self) -> int:
        """How many words of the listed name found a partner."""
        n = 0
        for i in range(self.n_met):
            n += self.pair_tn[self.met[i]]
        return n

    def explain(self, text: Any, start: int, end: int, name: int, out: Any) -> int:
        """Align one name with one listed name and write down the pairs.

        Args:
            text: ASCII bytes.
            start: Where the name begins.
            end: Where it ends.
            name: The listed name.
            out: Room for ints: the score, the number of pairs, then six for each pair: first word
                and number of words asked, first word and number of words listed, similarity, rule.

        Returns:
            The score in thousandths, the same as ``search`` gives.
        """
        self._ask(text, start, end)
        self._mark()
        score = self._align(text, name) if self.n_q else 0
        out[0] = score
        out[1] = self.n_met
        for i in range(self.n_met):
            p = self.met[i]
            out[2 + 6 * i] = self.pair_q[p]
            out[3 + 6 * i] = self.pair_qn[p]
            out[4 + 6 * i] = self.pair_t[p]
            out[5 + 6 * i] = self.pair_tn[p]
            out[6 + 6 * i] = self.pair_sim[p]
            out[7 + 6 * i] = self.pair_rule[p]
        self.exp_end = self.exp_keep
        return score

    def search_lines(
        self, text: Any, kinds: int, floor: int, limit: int, counts: Any, out: Any
    ) -> int:
        """Search every line of ``text``; line i writes from ``2 * limit * i`` on."""
        at = 0
        line = 0
        end = len(text)
        while at <= end and line < len(counts):
            stop = at
            while stop < end and text[stop] != 10:
                stop += 1
            counts[line] = self.search(text, at, stop, kinds, floor, limit, out, 2 * limit * line)
            line += 1
            at = stop + 1
        return line

    # -- a text ----------------------------------------------------------------------------

    def scan(
        self, raw: Any, at: int, any_case: bool, kinds: int, floor: int, room: int, out: Any
    ) -> int:
        """Find listed names in a text.

        Runs of capitalised words are cut out; a run is looked at only where one of its words is a
        word of a listed name, and a name only where its other words are there too, or nearly.

        Args:
            raw: One byte for each character; what is no Latin letter or digit is punctuation, and
                a byte 1 is a mark inside a word (an apostrophe) that counts for nothing.
            at: Where to begin.
            any_case: Whether words without a capital count as well.
            kinds: A bit for each kind wanted.
            floor: Least score, in thousandths.
            room: How many finds fit; stops early, with ``scanned`` where to go on.
            out: Room for four ints each: first character, one past the last, name, score.

        Returns:
            How many were found.
        """
        end = len(raw)
        self.n_run = 0
        self.run_end = 0
        found = 0
        self.scanned = at
        last = at
        while at < end and found < room - 64:
            if not _is_word(raw[at]):
                at += 1
                continue
            stop = at
            while stop < end and _is_word(raw[stop]):
                stop += 1
            starts = any_case or 65 <= raw[at] <= 90 or 48 <= raw[at] <= 57
            # Je-son: what a hyphen ties to a capitalised word belongs to it.
            starts = starts or (self.n_run > 0 and at - last == 1 and raw[last] == 45)
            if self.n_run and (self.n_run >= MAX_RUN or _parts(raw, last, at)):
                found = self._scan_run(kinds, floor, found, out)
                self.n_run = 0
                self.run_end = 0
                self.scanned = at
            if starts or (self.n_run and stop - at <= 4):
                self._add_to_run(raw, at, stop, starts)
            elif self.n_run:
                found = self._scan_run(kinds, floor, found, out)
                self.n_run = 0
                self.run_end = 0
            last = stop
            at = stop
        if found < room - 64:
            if self.n_run:
                found = self._scan_run(kinds, floor, found, out)
            self.scanned = end
        return found

    def _add_to_run(self, raw: Any, start: int, stop: int, is_capital: bool) -> None:
        """Copy a word, in lower case and without marks, behind the words of the run."""
        begin = self.run_end
        letters = 0
        for i in range(start, stop):
            letter = raw[i]
            if letter == 1 or self.run_end - begin > MAX_WORD_LETTERS:
                continue
            self.run_text[self.run_end] = letter + 32 if 65 <= letter <= 90 else letter
            letters |= 1 << (letter & 31)
            self.run_end += 1
        if self.run_end == begin:
            return
        word = self._find_word(self.run_text, begin, self.run_end)
        if not is_capital and (word < 0 or not self.word_flags[word] & IS_LIGHT):
            word = -2
        k = self.n_run
        self.run_start[k], self.run_stop[k] = begin, self.run_end
        self.run_first[k], self.run_last[k] = start, stop
        self.run_letters[k] = letters
        self.run_capitals[k] = 1 if stop - start > 1 and 65 <= raw[stop - 1] <= 90 else 0
        self.run_word[k] = word
        self.run_text[self.run_end] = 32
        self.run_end += 1
        self.n_run += 1

    def _scan_run(self, kinds: int, floor: int, found: int, out: Any) -> int:
        """Look at the names that a word of the run belongs to."""
        self.scan_round += 1
        before = found
        letters = 0
        for k in range(self.n_run):
            if self.run_word[k] != -2:
                letters |= ONE << _begins(self.run_text, self.run_start[k], self.run_stop[k])
        for k in range(self.n_run):
            word = self.run_word[k]
            if word < 0 or self.word_flags[word] & (IS_LIGHT | IS_NUMBER):
                continue
            if self._place_of(word, 0) < k:
                # The same word again in one run: what it belongs to may stand there again.
                self.scan_round += 1
            for i in range(self.anchors_at[word], self.anchors_at[word + 1]):
                # The cheap filter: does any word of the run begin like the name's other rare word?
                if self.anchor_letters[i] and not letters & self.anchor_letters[i]:
                    continue
                name = self.anchors[i]
                if self.name_scanned[name] == self.scan_round or not self.name_kind[name] & kinds:
                    continue
                self.name_scanned[name] = self.scan_round
                if self._is_in_run(name, k):
                    found = self._find_in_run(name, floor, found, before, out)
        return found

    def _is_in_run(self, name: int, near: int) -> bool:
        """Whether the words of a name that say something are in the run, or nearly, around a place of it."""
        self.seen_first, self.seen_last = MAX_RUN, -1
        n_heavy = 0
        n_same = 0
        n_near = 0
        only = 0
        for i in range(self.name_at[name], self.name_at[name + 1]):
            word = self.name_words[i]
            if self.word_flags[word] & IS_LIGHT:
                continue
            if self.word_flags[word] & IS_NUMBER:
                if self._place_of(word, near) < 0:
                    return False
                continue
            n_heavy += 1
            only = word
            k = self._place_of(word, near)
            if k >= 0:
                n_same += 1
            else:
                k = self._near_place(word)
                if k < 0:
                    continue
                n_near += 1
            self.seen_first = k if k < self.seen_first else self.seen_first
            self.seen_last = k if k > self.seen_last else self.seen_last
        if n_heavy == 1:
            length = self.word_at[only + 1] - self.word_at[only]
            if n_same == 0 or length < 4 or self.name_trust[name] < 1000:
                return False
            return not self.name_flags[name] & NAME_PERSON and self._is_whole(name, near)
        if n_same == 0 or n_same + n_near < 2:
            return False
        if n_same + n_near < n_heavy and (n_near or n_same * 10 < n_heavy * 6):
            return False
        return bool(self.seen_last - self.seen_first < n_heavy + 4)

    def _is_whole(self, name: int, near: int) -> bool:
        """Whether a name with one word that says something stands there whole.

        Alone it has to be written in capitals (KOMID), or every word like it (Start, North) would do.
        """
        first, last = self.name_at[name], self.name_at[name + 1]
        if last - first == 1:
            return bool(self.run_capitals[self._place_of(self.name_words[first], near)])
        for i in range(first, last):
            k = self._place_of(self.name_words[i], near)
            if k < 0:
                return False
            self.seen_first = k if k < self.seen_first else self.seen_first
            self.seen_last = k if k > self.seen_last else self.seen_last
        return bool(self.seen_last - self.seen_first < last - first + 1)

    def _place_of(self, word: int, near: int) -> int:
        """Where in the run a word stands, nearest to a place of it; -1 where it does not."""
        found = -1
        for k in range(self.n_run):
            if self.run_word[k] == word and (found < 0 or abs(k - near) < abs(found - near)):
                found = k
        return found

    def _near_place(self, word: int) -> int:
        """A capitalised word of the run that begins like this one and is spelt nearly like it."""
        at = self.word_at[word]
        length = self.word_at[word + 1] - at
        for k in range(self.n_run):
            own = self.run_stop[k] - self.run_start[k]
            if self.run_word[k] == -2 or own < 4 or own - length > 2 or length - own > 2:
                continue
            if self.run_text[self.run_start[k]] != self.word_text[at]:
                continue
            if not _few_bits(self.run_letters[k] ^ self.word_letters[word]):
                continue
            if self._similarity(self.run_text, self.run_start[k], self.run_stop[k], word) >= 700:
                return k
        return -1

    def _find_in_run(self, name: int, floor: int, found: int, before: int, out: Any) -> int:
        """Align the part of the run that holds the name, and write it down if it scores."""
        start, stop = self.run_start[self.seen_first], self.run_stop[self.seen_last]
        # Reports name the same parties again and again.
        value = _hash(self.run_text, start, stop, -1, FNV_START)
        key = (value << 31) ^ (name + 1)
        slot = ((value ^ (name * FNV_PRIME)) & MASK_32) % MEMO_SLOTS
        if self.memo_key[slot] == key:
            score = self.memo_score[slot]
        else:
            self._ask(self.run_text, start, stop)
            self._mark()
            score = self._align(self.run_text, name)
            self.exp_end = self.exp_keep
            self.memo_key[slot] = key
            self.memo_score[slot] = score
        if score < floor:
            return found
        first, last = self.run_first[self.seen_first], self.run_last[self.seen_last]
        for i in range(before, found):
            same = self.name_party[out[4 * i + 2]] == self.name_party[name]
            if same and out[4 * i] < last and first < out[4 * i + 1]:
                if score > out[4 * i + 3]:
                    out[4 * i], out[4 * i + 1] = first, last
                    out[4 * i + 2], out[4 * i + 3] = name, score
                return found
        if found - before >= 60:
            return found
        out[4 * found], out[4 * found + 1] = first, last
        out[4 * found + 2], out[4 * found + 3] = name, score
        return found + 1


def _begins(text: Any, start: int, end: int) -> int:
    """A number below 64 for how a word begins: its first letter, and a vowel after it or none."""
    second = text[start + 1] if end - start > 1 else 0
    vowel = 1 if 97 <= second <= 122 and GROUPS[second - 97] == 1 else 0
    first: int = text[start] & 31
    return first * 2 + vowel


def _is_patronymic(text: Any, start: int, end: int) -> bool:
    """Whether a word ends like an Eastern Slavic patronymic: -vich, -vych, -vitch, -vna, -ichna."""
    if end - start < 7:
        return False
    last, second, third, fourth = text[end - 1], text[end - 2], text[end - 3], text[end - 4]
    if last == 97 and second == 110:
        return bool(third == 118 or (third == 104 and fourth == 99 and text[end - 5] == 105))
    if last != 104 or second != 99:
        return False
    if third == 116:
        return bool(fourth == 105 and text[end - 5] == 118)
    return bool(fourth == 118 and third in (105, 121))


def _few_bits(bits: int) -> bool:
    """Whether at most four bits are set: the letters two near spellings do not share."""
    n = 0
    while bits:
        bits &= bits - 1
        n += 1
        if n > 4:
            return False
    return True


def _bits(bits: int) -> int:
    """How many bits are set."""
    n = 0
    while bits:
        bits &= bits - 1
        n += 1
    return n


def _is_word(letter: int) -> bool:
    if letter >= 97:
        return letter <= 122
    return 65 <= letter <= 90 or 48 <= letter <= 57 or letter == 1


def _parts(raw: Any, last: int, at: int) -> bool:
    """Whether what stands between two words parts two names: a stop, a line's end, a distance."""
    if at - last > 3:
        return True
    for i in range(last, at):
        letter = raw[i]
        # Stops part sentences, but not initials: a dot after a capital or two letters with one is none.
        if letter == 46:
            first = raw[last - 2] if last > 1 and _is_word(raw[last - 2]) else raw[last - 1]
            if (last > 2 and _is_word(raw[last - 3])) or 97 <= first <= 122:
                return True
        elif letter in (33, 58, 59, 63, 124) or (letter == 10 and i + 1 < at and raw[i + 1] == 10):
            return True
    return False


def _before(score: int, name: int, other_score: int, other_name: int) -> bool:
    return score > other_score or (score == other_score and name < other_name)


def _hash(text: Any, start: int, end: int, skip: int, seed: int) -> int:
    """FNV-1a over the letters, leaving one out; 32 bits."""
    value = seed
    for i in range(start, end):
        if i != skip:
            value = ((value ^ text[i]) * FNV_PRIME) & MASK_32
    return (value ^ (value >> 15)) & MASK_32


def _sound_key(text: Any, start: int, end: int) -> int:
    """A key of a word's consonants, sounds folded; 0 where fewer than two are left."""
    value = SOUND_SEED
    last = 0
    n = 0
    for i in range(start, end):
        letter = text[i]
        sound = SOUNDS[letter - 97] if 97 <= letter <= 122 else letter
        # ch and zh are the sound of j.
        if (letter == 99 or letter == 122) and i + 1 < end and text[i + 1] == 104:
            sound = 106
        if i == start and sound == 46:
            sound = 97
        if sound == 46:
            last = 46 if letter != 104 else last
            continue
        if sound != last:
            value = ((value ^ sound) * FNV_PRIME) & MASK_32
            n += 1
        last = sound
    return ((value ^ (value >> 15)) & MASK_32) | 1 if n > 1 else 0


def _alone(letter: int, before: int) -> int:
    """What one letter more costs, in hundredths of a letter."""
    if letter == before:
        return 25
    if letter == 104:
        return 35
    if 97 <= letter <= 122 and GROUPS[letter - 97] == 1:
        return 55
    return 100


def _exchange(one: int, other: int) -> int:
    """What one letter for another costs, in hundredths of a letter."""
    if one == other:
        return 0
    if 97 <= one <= 122 and 97 <= other <= 122:
        group = GROUPS[one - 97]
        if group and group == GROUPS[other - 97]:
            return 45
    return 100


def collect_keys(word_text: Any, word_at: Any, wanted: Any, tags: Any, words: Any) -> int:
    """The keys under which words are found: themselves, one letter less, their sound.

    Args:
        word_text: All words' letters.
        word_at: Where each begins.
        wanted: For each word 0 (no key), 1 (sound only) or 2 (all).
        tags: Room for the keys.
        words: Room for the word of each key.

    Returns:
        How many keys there are.
    """
    n = 0
    for word in range(len(wanted)):
        if not wanted[word]:
            continue
        start, end = word_at[word], word_at[word + 1]
        length = end - start
        if length < 3 or length > MAX_WORD_LETTERS:
            continue
        if wanted[word] == 2:
            tags[n] = _hash(word_text, start, end, -1, FNV_START)
            words[n] = word
            n += 1
            if length > 3:
                for i in range(start, end):
                    if i > start and word_text[i] == word_text[i - 1]:
                        continue
                    tags[n] = _hash(word_text, start, end, i, FNV_START)
                    words[n] = word
                    n += 1
        if length > 3:
            key = _sound_key(word_text, start, end)
            if key:
                tags[n] = key
                words[n] = word
                n += 1
    return n


def weigh_patronymics(word_text: Any, word_at: Any, weights: Any) -> None:
    """Take from the weight of each patronymic: lists and reports leave it out as they like."""
    for word in range(len(weights)):
        if _is_patronymic(word_text, word_at[word], word_at[word + 1]):
            weights[word] = weights[word] * PATRONYMIC_SHARE // 1000


def collect_beginnings(word_text: Any, word_at: Any, out: Any) -> None:
    """How each word begins (see the scan of texts), written to ``out``."""
    for word in range(len(out)):
        start, end = word_at[word], word_at[word + 1]
        out[word] = _begins(word_text, start, end) if end > start else 0


def fill_table(word_text: Any, word_at: Any, n_words: int, table: Any) -> None:
    """Put every word in the hash table (its size a power of two, filled with -1)."""
    mask = len(table) - 1
    for word in range(n_words):
        slot = _hash(word_text, word_at[word], word_at[word + 1], -1, FNV_START) & mask
        while table[slot] >= 0:
            slot = (slot + 1) & mask
        table[slot] = word
