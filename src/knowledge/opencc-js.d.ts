/** opencc-js ships no types for its CommonJS build; this is the one call we make. */
declare module 'opencc-js/t2cn' {
  export function Converter(options: { from: 'tw' | 'hk' | 't'; to: 'cn' }): (text: string) => string
}
