/// A hash table from hashes to small numbers: open addressing, linear probing, deletion by shifting back. The owner
/// says whether a number found under a hash is the one that it looks for.
struct NumberIndex {
    private struct Cell {
        var hash: UInt64
        var number: UInt32
    }

    private static let empty = UInt32.max
    private var cells: [Cell]
    private var mask: Int
    private(set) var count = 0

    init(minimumCapacity: Int = 16) {
        var size = 16
        while size < minimumCapacity * 2 { size *= 2 }
        cells = Array(repeating: Cell(hash: 0, number: Self.empty), count: size)
        mask = size - 1
    }

    @inline(__always)
    func find(_ hash: UInt64, where isRight: (UInt32) -> Bool) -> UInt32? {
        var position = Int(truncatingIfNeeded: hash) & mask
        while true {
            let cell = cells[position]
            if cell.number == Self.empty { return nil }
            if cell.hash == hash && isRight(cell.number) { return cell.number }
            position = (position + 1) & mask
        }
    }

    mutating func insert(_ hash: UInt64, _ number: UInt32) {
        if (count + 1) * 2 > cells.count { grow() }
        place(Cell(hash: hash, number: number))
        count += 1
    }

    mutating func remove(_ hash: UInt64, _ number: UInt32) {
        var position = Int(truncatingIfNeeded: hash) & mask
        while cells[position].number != number || cells[position].hash != hash {
            if cells[position].number == Self.empty { return }
            position = (position + 1) & mask
        }
        count -= 1
        var hole = position
        var next = (hole + 1) & mask
        while cells[next].number != Self.empty {
            let home = Int(truncatingIfNeeded: cells[next].hash) & mask
            if (next - home) & mask >= (next - hole) & mask {
                cells[hole] = cells[next]
                hole = next
            }
            next = (next + 1) & mask
        }
        cells[hole].number = Self.empty
    }

    private mutating func place(_ cell: Cell) {
        var position = Int(truncatingIfNeeded: cell.hash) & mask
        while cells[position].number != Self.empty { position = (position + 1) & mask }
        cells[position] = cell
    }

    private mutating func grow() {
        let old = cells
        cells = Array(repeating: Cell(hash: 0, number: Self.empty), count: old.count * 2)
        mask = cells.count - 1
        for cell in old where cell.number != Self.empty { place(cell) }
    }
}
