// Makes a screenshot small: few colours, a palette, and the best deflate has. Reads what Chromium writes: 8 bits, not interlaced.
import { crc32, deflateSync, inflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])

interface Image {
  width: number
  height: number
  /** Red, green and blue of each pixel. */
  pixels: Buffer
}

/** The same picture with at most 256 colours. */
export function shrink(png: Buffer): Buffer {
  const { width, height, pixels } = decode(png)
  const colours = palette(pixels)
  const rows = Buffer.alloc((width + 1) * height)
  const known = new Map<number, number>()
  for (let n = 0; n < width * height; n++) {
    const colour = at(pixels, n)
    let place = known.get(colour)
    if (place === undefined) known.set(colour, (place = nearest(colours, colour)))
    rows[n + Math.floor(n / width) + 1] = place
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 3, 0, 0, 0], 8)
  const table = Buffer.from(colours.flatMap(colour => [colour >> 16, (colour >> 8) & 255, colour & 255]))
  const chunks = [chunk('IHDR', head), chunk('PLTE', table), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([SIGNATURE, ...chunks])
}

const at = (pixels: Buffer, n: number) => pixels.readUIntBE(n * 3, 3)

/** The colours used most, similar ones taken together by their upper bits. */
function palette(pixels: Buffer): number[] {
  const exact = new Map<number, number>()
  for (let n = 0; n < pixels.length / 3; n++) exact.set(at(pixels, n), (exact.get(at(pixels, n)) ?? 0) + 1)
  const groups = new Map<number, { colour: number; count: number; total: number }>()
  for (const [colour, count] of exact) {
    const key = colour & 0xf8f8f8
    const group = groups.get(key)
    if (!group) groups.set(key, { colour, count, total: count })
    else {
      group.total += count
      if (count > group.count) Object.assign(group, { colour, count })
    }
  }
  return [...groups.values()].sort((a, b) => b.total - a.total).slice(0, 256).map(group => group.colour)
}

function nearest(colours: number[], colour: number): number {
  const part = (colour: number, shift: number) => (colour >> shift) & 255
  let [best, least] = [0, Infinity]
  colours.forEach((other, place) => {
    const far = [16, 8, 0].reduce((sum, shift) => sum + (part(other, shift) - part(colour, shift)) ** 2, 0)
    if (far < least) [best, least] = [place, far]
  })
  return best
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

function decode(png: Buffer): Image {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  const channels = png[25] === 6 ? 4 : 3
  const data: Buffer[] = []
  for (let place = 8; place < png.length; ) {
    const length = png.readUInt32BE(place)
    if (png.toString('latin1', place + 4, place + 8) === 'IDAT') data.push(png.subarray(place + 8, place + 8 + length))
    place += length + 12
  }
  const raw = inflateSync(Buffer.concat(data))
  const stride = width * channels
  const rows = Buffer.alloc(stride * height)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)]!
    for (let x = 0; x < stride; x++) {
      const left = x >= channels ? rows[y * stride + x - channels]! : 0
      const up = y > 0 ? rows[(y - 1) * stride + x]! : 0
      const corner = x >= channels && y > 0 ? rows[(y - 1) * stride + x - channels]! : 0
      rows[y * stride + x] = raw[y * (stride + 1) + 1 + x]! + guess(filter, left, up, corner)
    }
  }
  const pixels = Buffer.alloc(width * height * 3)
  for (let n = 0; n < width * height; n++) rows.copy(pixels, n * 3, n * channels, n * channels + 3)
  return { width, height, pixels }
}

/** What a filter of PNG adds to a byte (PNG §9). */
function guess(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return (left + up) >> 1
  if (filter !== 4) return 0
  const far = [left, up, corner].map(value => Math.abs(left + up - corner - value))
  if (far[0]! <= far[1]! && far[0]! <= far[2]!) return left
  return far[1]! <= far[2]! ? up : corner
}
