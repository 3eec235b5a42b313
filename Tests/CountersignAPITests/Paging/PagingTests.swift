import CountersignAPI
import Testing

@Suite struct PagingTests {
    @Test func hasTheDocumentedDefaults() throws {
        let page = try Page(numberText: nil, sizeText: nil)
        #expect(page == .first)
        #expect((page.number, page.size, page.offset) == (1, 10, 0))
        #expect(page.query == "page%5Bnumber%5D=1&page%5Bsize%5D=10")
        #expect(try Page(numberText: "3", sizeText: "1000").offset == 2000)
    }

    @Test func namesTheParameter_thatIsOutOfRange() {
        for (number, size, field) in [
            ("0", "10", "page[number]"), ("-1", "10", "page[number]"), ("x", "10", "page[number]"),
            ("9223372036854775807", "10", "page[number]"), ("99999999999999999999", "1", "page[number]"),
            ("1", "0", "page[size]"), ("1", "1001", "page[size]"), ("1", "", "page[size]"), ("1", "1.5", "page[size]"),
        ] {
            let error = failure { _ = try Page(numberText: number, sizeText: size) }
            #expect(error?.code == .invalidValue)
            #expect(error?.field == field, "\(number) \(size)")
        }
    }

    @Test func linksToTheNeighbours_ofAPage() throws {
        let headers = PageHeaders(page: try Page(number: 2, size: 10), total: 25, path: "/v1/x")
        #expect(headers.links.map(\.relation) == ["first", "prev", "next", "last"])
        let next = PageHeaders.target(of: "next", inLink: headers.link)
        #expect(next == "/v1/x?page%5Bnumber%5D=3&page%5Bsize%5D=10")
        for link in headers.links {
            #expect(PageHeaders.target(of: link.relation, inLink: headers.link) == link.target)
        }
        #expect(PageHeaders(page: .first, total: 0, path: "/x").links.map(\.relation) == ["first", "last"])
        let beyond = PageHeaders(page: try Page(number: 9), total: 25, path: "/x")
        #expect(beyond.links[1] == .init(relation: "prev", target: "/x?page%5Bnumber%5D=3&page%5Bsize%5D=10"))
    }

    @Test func readsALink_inOtherSpellings() {
        #expect(
            PageHeaders.target(of: "next", inLink: "<https://h/x?a=1,2>; rel=next; title=\"t\" , </y>;rel=\"last\"")
                == "https://h/x?a=1,2")
        #expect(
            PageHeaders.target(of: "last", inLink: "<https://h/x?a=1,2>; rel=next; title=\"t\" , </y>;rel=\"last\"")
                == "/y")
        for header in ["", "<", "<>", "<x", "rel=next", "<x>; rel=nextish"] {
            #expect(PageHeaders.target(of: "next", inLink: header) == nil)
        }
    }
}
