package theme

// provisoWeight is what remains of the cues of a clause that only takes back or
// hedges what the passage has said before it.
const provisoWeight = .5

// lowerProvisos weighs down closing exceptions: from 但 on where it forbids or
// exempts (但不得…, 但…除外), a sentence that exempts from liability, and a last
// sentence that alone forbids. Only what follows a main clause that pushes can be
// an exception to it.
func (r *reading) lowerProvisos() {
	pushed := false
	forbidden := false
	for i := 0; i < len(r.clauses); {
		end := r.sentenceEnd(i)
		from := r.proviso(i, end)
		if pushed && (r.exempts(i, end) || end == len(r.clauses) && !forbidden && r.onlyForbids(i, end)) {
			from = i
		}
		if pushed || from > i {
			lower(r.clauses[from:end])
		}
		for k := range r.clauses[i:end] {
			add, cut := r.clauses[i+k].thrust()
			pushed = pushed || add > 0
			forbidden = forbidden || cut > 0
		}
		i = end
	}
}

// sentenceEnd returns the clause after the sentence that clause i stands in.
func (r *reading) sentenceEnd(i int) int {
	for i < len(r.clauses) {
		end := r.clauses[i].end
		i++
		if i < len(r.clauses) && endsSentence(r.text.runes[end]) {
			break
		}
	}
	return i
}

// proviso returns the clause of [i, end) that starts with 但 and forbids or
// exempts, else end.
func (r *reading) proviso(i, end int) int {
	for k := i; k < end; k++ {
		c := &r.clauses[k]
		if r.text.runes[c.start] == '但' && (r.exempts(k, end) || r.forbids(k, end)) {
			return k
		}
	}
	return end
}

func (r *reading) exempts(i, end int) bool { return r.has(famExempt, i, end) }

func (r *reading) forbids(i, end int) bool { return r.has(famBan, i, end) }

// onlyForbids reports a ban that nothing but its objects stands beside.
func (r *reading) onlyForbids(i, end int) bool {
	return r.forbids(i, end) && !r.has(famLess, i, end) && !r.has(famPenalty, i, end)
}

func (r *reading) has(f family, i, end int) bool {
	for _, c := range r.clauses[i:end] {
		if c.sum[f] > 0 {
			return true
		}
	}
	return false
}

func lower(clauses []clause) {
	for k := range clauses {
		clauses[k].weight = provisoWeight
		for f := range clauses[k].sum {
			clauses[k].sum[f] *= provisoWeight
		}
	}
}
