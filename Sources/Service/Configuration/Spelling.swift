/// Guesses what was meant.
enum Spelling {
    /// The word that differs least, unless even that one differs in more than a third of its letters (two in a short word).
    static func nearest(to word: String, in words: [String]) -> String? {
        let scored = words.map { (word: $0, distance: distance(word.lowercased(), $0.lowercased())) }
        guard let best = scored.min(by: { $0.distance < $1.distance }), best.distance < word.count,
            best.distance <= max(2, word.count / 3)
        else { return nil }
        return best.word
    }

    /// Levenshtein's: how many letters to insert, remove or replace.
    static func distance(_ a: String, _ b: String) -> Int {
        let b = Array(b)
        var row = Array(0...b.count)
        for (i, letter) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in b.enumerated() {
                let replaced = diagonal + (letter == other ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(replaced, diagonal + 1, row[j] + 1)
            }
        }
        return row[b.count]
    }
}
