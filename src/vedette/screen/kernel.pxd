# C types for kernel.py; the meaning of everything stands there.
cimport cython

cdef int MAX_WORDS, MAX_UNITS, MAX_WORD_LETTERS, MAX_EXPANSIONS, MAX_CANDIDATES
cdef long long ONE
cdef int CACHE_SLOTS, CACHE_ROOM, MAX_PAIRS, MAX_RUN, MEMO_SLOTS
cdef int EXACT, SOUND, TYPO, JOINED, JOINED_SOUND, INITIAL, TRUNCATED, SURNAME
cdef int JOINED_CEILING, INITIAL_WEIGHT, TRUNCATED_WEIGHT
cdef int IS_NUMBER, IS_SYLLABLE, IS_LIGHT
cdef int NAME_KOREAN, NAME_VESSEL, NAME_PERSON
cdef long long ALONE_QUERY, ALONE_LISTED, ALONE_BOTH, ALONE_KOREAN
cdef int UNKNOWN_WEIGHT, LETTER_WEIGHT, BOUND_SLACK, WALK_SHARE, GAIN_AT, ROUND_AT, SPELLING_SLOPE, SPELLING_LEAST
cdef long long GAIN_MASK, NOTE_ROUNDS
cdef unsigned long long FNV_START, FNV_PRIME, SOUND_SEED, MASK_32
cdef const unsigned char[::1] GROUPS
cdef const unsigned char[::1] SOUNDS

@cython.locals(second=cython.int, vowel=cython.int, first=cython.int)
cdef int _begins(const unsigned char[::1] text, int start, int end) noexcept
@cython.locals(last=cython.int, second=cython.int, third=cython.int, fourth=cython.int)
cdef bint _is_patronymic(const unsigned char[::1] text, int start, int end) noexcept
@cython.locals(n=cython.int)
cdef bint _few_bits(long long bits) noexcept
@cython.locals(n=cython.int)
cdef int _bits(long long bits) noexcept
cdef bint _is_word(int letter) noexcept
@cython.locals(i=cython.int, letter=cython.int, first=cython.int)
cdef bint _parts(const unsigned char[::1] raw, int last, int at) noexcept
cdef bint _before(int score, int name, int other_score, int other_name) noexcept
@cython.locals(value=cython.ulonglong, i=cython.int)
cdef unsigned long long _hash(const unsigned char[::1] text, int start, int end, int skip, unsigned long long seed) noexcept
@cython.locals(value=cython.ulonglong, i=cython.int, n=cython.int, letter=cython.int, sound=cython.int, last=cython.int)
cdef unsigned long long _sound_key(const unsigned char[::1] text, int start, int end) noexcept
cdef int _alone(int letter, int before) noexcept
@cython.locals(group=cython.int)
cdef int _exchange(int one, int other) noexcept

cdef class Kernel:
    cdef const unsigned char[::1] word_text
    cdef const int[::1] word_at, word_weight, word_flags, word_classes_at, word_classes
    cdef const int[::1] class_rule, class_similarity, class_words_at, class_words
    cdef const int[::1] table, key_at, key_word
    cdef const unsigned int[::1] key_tag
    cdef const int[::1] holders_at, holders, name_at, name_words
    cdef const int[::1] joined_at, joined_words, joined_start, joined_length
    cdef const int[::1] name_party, name_kind, name_flags, name_trust, anchors_at, anchors, word_letters
    cdef const long long[::1] anchor_letters
    cdef unsigned long long table_mask, key_mask
    cdef int[::1] word_seen, word_round, word_best, word_cover, candidates
    cdef long long[::1] word_units, cache_tag, pair_gain
    cdef int expand_round, round
    cdef long long expand_letters
    cdef int[::1] cache_at, cache_n, cache_text_at, cache_length
    cdef unsigned char[::1] cache_text, letters
    cdef int n_cached, cache_text_end, exp_end, exp_keep
    cdef int[::1] exp_word, exp_sim, exp_rule, exp_given, exp_given_rule
    cdef int[::1] q_start, q_end, q_weight, q_flags, q_letters
    cdef long long most, bound_matched, bound_total
    cdef int bound_cover
    cdef int n_q, q_total, n_units, n_pairs, n_met, soft_only, short_similarity
    cdef int[::1] unit_first, unit_length, unit_at, unit_n, unit_cover, unit_best, unit_cost, unit_skip
    cdef int[::1] pair_q, pair_qn, pair_t, pair_tn, pair_sim, pair_rule, met
    cdef int[::1] rows
    cdef int[::1] touched
    cdef long long[::1] name_note
    cdef long long note_round
    cdef int[::1] run_start, run_stop, run_first, run_last, run_word, run_capitals, name_scanned, memo_score
    cdef long long[::1] memo_key, run_letters
    cdef unsigned char[::1] run_text
    cdef int n_run, run_end, scan_round, seen_first, seen_last
    cdef public int scanned

    @cython.locals(slot=cython.ulonglong, length=cython.int, word=cython.int, at=cython.int, i=cython.int, same=cython.bint)
    cdef int _find_word(self, const unsigned char[::1] text, int start, int end) noexcept
    @cython.locals(i=cython.int)
    cdef void _add(self, int word, int similarity, int rule) noexcept
    @cython.locals(begin=cython.int, length=cython.int, word=cython.int, flags=cython.int, i=cython.int, cls=cython.int, k=cython.int, key=cython.ulonglong)
    cdef int _expand(self, const unsigned char[::1] text, int start, int end, bint joined) noexcept
    @cython.locals(bucket=cython.ulonglong, i=cython.int, word=cython.int, similarity=cython.int)
    cdef void _by_key(self, const unsigned char[::1] text, int start, int end, unsigned long long key, int flags, int begin) noexcept
    @cython.locals(at=cython.int, n=cython.int, m=cython.int, longest=cython.int, limit=cython.int, older=cython.int, old=cython.int, new=cython.int, spare=cython.int, i=cython.int, j=cython.int, a=cython.int, b=cython.int, previous=cython.int, before=cython.int, least=cython.int, lone_a=cython.int, cost=cython.int, other=cython.int, distance=cython.int, similarity=cython.int)
    cdef int _similarity(self, const unsigned char[::1] text, int start, int end, int word) noexcept
    @cython.locals(at=cython.int, stop=cython.int)
    cdef void _ask(self, const unsigned char[::1] text, int start, int end) noexcept
    @cython.locals(i=cython.int)
    cdef void _forget(self) noexcept
    @cython.locals(i=cython.int, k=cython.int, unit=cython.int, length=cython.int, tag=cython.ulonglong, slot=cython.int, word=cython.int)
    cdef void _take_word(self, const unsigned char[::1] text, int start, int end) noexcept
    @cython.locals(length=cython.int, slot=cython.int, at=cython.int, same=cython.bint, i=cython.int)
    cdef int _cached(self, const unsigned char[::1] text, int start, int end, unsigned long long tag) noexcept
    @cython.locals(n=cython.int, length=cython.int, first=cython.int)
    cdef void _join_words(self, const unsigned char[::1] text) noexcept
    @cython.locals(size=cython.int, i=cython.int, k=cython.int, unit=cython.int, at=cython.int, found=cython.int)
    cdef void _take_joined(self, const unsigned char[::1] text, int first, int length) noexcept
    @cython.locals(unit=cython.int, cover=cython.int, i=cython.int, bit=cython.longlong, best=cython.int, cost=cython.int, word=cython.int, similarity=cython.int, gain=cython.int)
    cdef void _mark(self) noexcept
    @cython.locals(least=cython.longlong, skipped_best=cython.longlong, skipped_weight=cython.longlong, dearest=cython.int, unit=cython.int, best=cython.longlong, weight=cython.longlong, rest=cython.longlong, bound=cython.longlong)
    cdef void _choose(self, int floor) noexcept
    cpdef int search(self, const unsigned char[::1] text, int start, int end, int kinds, int floor, int limit, int[::1] out, int at) noexcept
    @cython.locals(n_touched=cython.int, assumed=cython.int, n=cython.int, found=cython.int, i=cython.int, name=cython.int, last=cython.int, score=cython.int)
    cdef int _gather(self, const unsigned char[::1] text, int kinds, int floor, int limit, int[::1] out, int at) noexcept
    @cython.locals(fresh=cython.longlong, note=cython.longlong, gain=cython.longlong, n=cython.int, unit=cython.int, i=cython.int, word=cython.int, bits=cython.int, k=cython.int, held=cython.int, name=cython.int)
    cdef int _touch(self) noexcept
    @cython.locals(assumed=cython.int, fresh=cython.longlong, note=cython.longlong, gain=cython.longlong, unit=cython.int, i=cython.int, word=cython.int, bits=cython.int, k=cython.int, held=cython.int, name=cython.int)
    cdef int _touch_common(self, int n_touched) noexcept
    @cython.locals(room=cython.int, n=cython.int, known=cython.longlong, least=cython.longlong, note=cython.longlong, more=cython.longlong, rest=cython.longlong, t=cython.int, name=cython.int, cover=cython.longlong, joined=cython.int, i=cython.int, own=cython.longlong, met=cython.longlong, total=cython.longlong)
    cdef int _worth_aligning(self, int n_touched, int assumed, int kinds, int floor) noexcept
    cdef int _unlifted(self, int floor) noexcept
    @cython.locals(bound=cython.int, lacking=cython.longlong, gain=cython.longlong, freed=cython.int, i=cython.int, j=cython.int, word=cython.int, is_met=cython.bint, cover=cython.int, best=cython.int, nearest=cython.int)
    cdef bint _may_reach(self, int name, int joined, int floor) noexcept
    @cython.locals(n=cython.int, m=cython.int, mine=cython.int, listed=cython.int, best=cython.int, apart=cython.int, cost=cython.int, similarity=cython.int)
    cdef int _nearest(self, int i, int word) noexcept
    @cython.locals(matched=cython.longlong, weight=cython.longlong, alone=cython.longlong, cover=cython.int, i=cython.int, word=cython.int, own=cython.longlong, rest=cython.longlong, total=cython.longlong)
    cdef int _bound(self, int name, int joined) noexcept
    @cython.locals(party=cython.int, place=cython.int, i=cython.int)
    cdef int _keep(self, int name, int score, int found, int limit, int[::1] out, int at) noexcept
    @cython.locals(first=cython.int, n_t=cython.int, j=cython.int, i=cython.int)
    cdef void _collect(self, int name) noexcept
    @cython.locals(units=cython.longlong, weight=cython.longlong, j=cython.int, unit=cython.int, i=cython.int, rule=cython.int, similarity=cython.int, q=cython.int, qn=cython.int, p=cython.int)
    cdef void _pairs_of(self, int name, int word, int start, int length, int n_t) noexcept
    @cython.locals(i=cython.int, j=cython.int, word=cython.int)
    cdef bint _are_syllables(self, int name, int q, int qn, int start, int length) noexcept
    @cython.locals(used_q=cython.int, used_t=cython.int, matched=cython.longlong, best=cython.int, p=cython.int, mask_q=cython.int, mask_t=cython.int)
    cdef int _align(self, const unsigned char[::1] text, int name) noexcept
    cdef bint _is_better(self, int one, int other) noexcept
    @cython.locals(first=cython.int, n_t=cython.int, total=cython.longlong, alone_q=cython.longlong, alone_t=cython.longlong, whole=cython.longlong, j=cython.int, i=cython.int, word=cython.int, rule=cython.int, similarity=cython.longlong, weight=cython.longlong, p=cython.int)
    cdef int _weigh(self, const unsigned char[::1] text, int name, int used_q, int used_t, long long matched) noexcept
    @cython.locals(at=cython.int, n=cython.int, m=cython.int, least=cython.int, k=cython.int, is_start=cython.bint)
    cdef int _short_form(self, const unsigned char[::1] text, int i, int word) noexcept
    @cython.locals(share=cython.longlong, first=cython.int, n_t=cython.int, alone_q=cython.longlong, alone_t=cython.longlong, numbers=cython.int, syllables=cython.bint, heavy_q=cython.int, heavy_t=cython.int, i=cython.int, j=cython.int, word=cython.int, both=cython.longlong, flags=cython.int, score=cython.longlong)
    cdef int _against(self, int name, int used_q, int used_t, long long matched, long long total) noexcept
    @cython.locals(i=cython.int, p=cython.int, rule=cython.int, q=cython.int)
    cdef bint _is_short_slip(self, int letters) noexcept
    @cython.locals(n=cython.int, i=cython.int)
    cdef int _met_words(self) noexcept
    @cython.locals(score=cython.int, i=cython.int, p=cython.int)
    cpdef int explain(self, const unsigned char[::1] text, int start, int end, int name, int[::1] out) noexcept
    @cython.locals(at=cython.int, line=cython.int, end=cython.int, stop=cython.int)
    cpdef int search_lines(self, const unsigned char[::1] text, int kinds, int floor, int limit, int[::1] counts, int[::1] out) noexcept

    @cython.locals(end=cython.int, found=cython.int, last=cython.int, stop=cython.int, starts=cython.bint)
    cpdef int scan(self, const unsigned char[::1] raw, int at, bint any_case, int kinds, int floor, int room, int[::1] out) noexcept
    @cython.locals(begin=cython.int, letters=cython.longlong, i=cython.int, letter=cython.int, word=cython.int, k=cython.int)
    cdef void _add_to_run(self, const unsigned char[::1] raw, int start, int stop, bint is_capital) noexcept
    @cython.locals(before=cython.int, letters=cython.longlong, k=cython.int, word=cython.int, i=cython.int, name=cython.int)
    cdef int _scan_run(self, int kinds, int floor, int found, int[::1] out) noexcept
    @cython.locals(n_heavy=cython.int, n_same=cython.int, n_near=cython.int, only=cython.int, i=cython.int, word=cython.int, k=cython.int, length=cython.int)
    cdef bint _is_in_run(self, int name, int near) noexcept
    @cython.locals(first=cython.int, last=cython.int, i=cython.int, k=cython.int)
    cdef bint _is_whole(self, int name, int near) noexcept
    @cython.locals(k=cython.int, found=cython.int)
    cdef int _place_of(self, int word, int near) noexcept
    @cython.locals(at=cython.int, length=cython.int, k=cython.int, own=cython.int)
    cdef int _near_place(self, int word) noexcept
    @cython.locals(value=cython.ulonglong, key=cython.longlong, slot=cython.int, start=cython.int, stop=cython.int, score=cython.int, first=cython.int, last=cython.int, i=cython.int, same=cython.bint)
    cdef int _find_in_run(self, int name, int floor, int found, int before, int[::1] out) noexcept

@cython.locals(n=cython.int, word=cython.int, start=cython.int, end=cython.int, length=cython.int, i=cython.int, key=cython.ulonglong)
cpdef int collect_keys(const unsigned char[::1] word_text, const int[::1] word_at, const unsigned char[::1] wanted, unsigned int[::1] tags, int[::1] words) noexcept
@cython.locals(mask=cython.ulonglong, word=cython.int, slot=cython.ulonglong)
cpdef void fill_table(const unsigned char[::1] word_text, const int[::1] word_at, int n_words, int[::1] table) noexcept
@cython.locals(word=cython.int)
cpdef void weigh_patronymics(const unsigned char[::1] word_text, const int[::1] word_at, int[::1] weights) noexcept
@cython.locals(word=cython.int, start=cython.int, end=cython.int)
cpdef void collect_beginnings(const unsigned char[::1] word_text, const int[::1] word_at, int[::1] out) noexcept
