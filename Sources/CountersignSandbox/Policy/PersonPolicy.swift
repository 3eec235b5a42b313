import CountersignAPI

/// The rules of a person's attributes.
enum PersonPolicy {
    /// Whether an update replaces a value: then the customer has to authorize it first. Nulls replace nothing.
    static func needsAuthorization(_ update: PersonAttributes, of person: Person) -> Bool {
        update.members.withoutNulls.names.contains { name in
            person.attributes.members[name].map { !$0.isNull } ?? false
        }
    }
}
