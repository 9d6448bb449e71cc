/** Things by a key, in the order met. Appends in place: copying each list anew is slow for a long one. */
export function gather<T, K>(things: Iterable<T>, keyOf: (thing: T) => K): Map<K, T[]> {
  const found = new Map<K, T[]>()
  for (const thing of things) {
    const key = keyOf(thing)
    const same = found.get(key)
    if (same) same.push(thing)
    else found.set(key, [thing])
  }
  return found
}
