/// What a reader makes of a JSON text: each user of ``JSONReader`` keeps as much of it as it needs.
package protocol JSONNode {
    /// `null`
    static var jsonNull: Self { get }

    init(jsonBool value: Bool)

    /// The digits as they stand in the text; their form is checked.
    init(jsonNumber text: String)

    /// A string with its escapes undone.
    init(jsonString text: String)

    init(jsonArray elements: [Self])

    /// Members in their order; no two names have the same bytes.
    init(jsonMembers members: [(name: String, value: Self)])
}
