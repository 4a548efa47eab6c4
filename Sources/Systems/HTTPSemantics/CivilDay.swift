/// A day of the Gregorian calendar, counted without a time zone.
struct CivilDay {
    let year: Int
    let month: Int
    let day: Int

    /// `nil` for a day that does not exist.
    init?(_ year: Int, _ month: Int, _ day: Int) {
        self.init(year: year, month: month, day: day)
        let same = CivilDay(daysSince1970: daysSince1970)
        guard same.year == year, same.month == month, same.day == day else { return nil }
    }

    /// Years are counted from March here, so that the leap day is the last of its year and every 400 years are alike.
    init(daysSince1970: Int) {
        let (era, dayOfEra) = (daysSince1970 + 719_468).quotientAndModulus(dividingBy: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        self.init(
            year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month: month, day: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    var daysSince1970: Int {
        let (era, yearOfEra) = (month <= 2 ? year - 1 : year).quotientAndModulus(dividingBy: 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }
}

extension Int {
    /// Division that rounds down, so that what is before 1970 counts on in the same way.
    func quotientAndModulus(dividingBy divisor: Int) -> (quotient: Int, modulus: Int) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
