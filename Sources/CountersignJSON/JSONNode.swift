/// What a reader makes of a JSON text: each user of ``JSONReader`` keeps as much of it as it needs.
package protocol JSONNode {
    /// `null`
    static var jsonNull: Self { get }

    init(jsonBool value: Bool)

    /// The digits as they stand in the text; their form is checked.
    init(jsonNumber text: String)

    /// The UTF-8 of a string with its escapes undone. Without escapes it is a part of the text that was read, which
    /// stays in memory as long as this part is kept.
    init(jsonString text: ArraySlice<UInt8>)

    init(jsonArray elements: [Self])

    /// Members in their order; no two names have the same bytes.
    init(jsonMembers members: [(name: String, value: Self)])
}
