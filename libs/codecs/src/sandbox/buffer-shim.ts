/**
 * The part of Node's `Buffer` that ChirpStack's codecs use, for the interpreter: making (`from`, `alloc`, `concat`,
 * `isBuffer`), reading and writing of numbers, `slice`, `equals` and `toString` with hex, base64, ascii and utf8.
 */
export const BUFFER_SHIM = String.raw`
(function () {
  'use strict';
  var ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

  function bytesOfText(text, encoding) {
    var out = [], i;
    if (encoding === 'hex') {
      for (i = 0; i + 1 < text.length; i += 2) {
        var pair = text.slice(i, i + 2);
        if (!/^[0-9a-fA-F]{2}$/.test(pair)) break;
        out.push(parseInt(pair, 16));
      }
      return out;
    }
    if (encoding === 'base64' || encoding === 'base64url') {
      var bits = 0, held = 0;
      for (i = 0; i < text.length; i++) {
        var at = ALPHABET.indexOf(text[i] === '-' ? '+' : text[i] === '_' ? '/' : text[i]);
        if (at < 0) continue;
        held = ((held << 6) | at) & 0xffffff; bits += 6;
        if (bits >= 8) { bits -= 8; out.push((held >> bits) & 255); }
      }
      return out;
    }
    if (encoding === 'ascii' || encoding === 'latin1' || encoding === 'binary') {
      for (i = 0; i < text.length; i++) out.push(text.charCodeAt(i) & 255);
      return out;
    }
    var escaped = encodeURIComponent(text);
    for (i = 0; i < escaped.length; i++) {
      if (escaped[i] === '%') { out.push(parseInt(escaped.slice(i + 1, i + 3), 16)); i += 2; }
      else out.push(escaped.charCodeAt(i));
    }
    return out;
  }

  function textOfBytes(bytes, encoding) {
    var out = '', i;
    if (encoding === 'hex') {
      for (i = 0; i < bytes.length; i++) out += (bytes[i] < 16 ? '0' : '') + bytes[i].toString(16);
      return out;
    }
    if (encoding === 'base64') {
      for (i = 0; i < bytes.length; i += 3) {
        var three = (bytes[i] << 16) | ((bytes[i + 1] || 0) << 8) | (bytes[i + 2] || 0);
        out += ALPHABET[three >> 18] + ALPHABET[(three >> 12) & 63];
        out += i + 1 < bytes.length ? ALPHABET[(three >> 6) & 63] : '=';
        out += i + 2 < bytes.length ? ALPHABET[three & 63] : '=';
      }
      return out;
    }
    if (encoding === 'ascii' || encoding === 'latin1' || encoding === 'binary') {
      for (i = 0; i < bytes.length; i++) out += String.fromCharCode(encoding === 'ascii' ? bytes[i] & 127 : bytes[i]);
      return out;
    }
    for (i = 0; i < bytes.length; i++) out += '%' + (bytes[i] < 16 ? '0' : '') + bytes[i].toString(16);
    try { return decodeURIComponent(out); } catch (error) { return textOfBytes(bytes, 'latin1').replace(/[\x80-\xff]/g, '�'); }
  }

  class Buffer extends Uint8Array {
    static from(source, encoding, length) {
      if (typeof source === 'string') return new Buffer(bytesOfText(source, (encoding || 'utf8').toLowerCase()));
      if (source instanceof ArrayBuffer) return new Buffer(source, encoding, length);
      return new Buffer(Array.from(source, function (value) { return value & 255; }));
    }
    static alloc(size, fill) { var made = new Buffer(size); return fill === undefined ? made : made.fill(fill); }
    static allocUnsafe(size) { return new Buffer(size); }
    static isBuffer(value) { return value instanceof Buffer; }
    static byteLength(text, encoding) { return Buffer.from(text, encoding).length; }
    static concat(list) { var all = []; list.forEach(function (one) { all.push.apply(all, Array.from(one)); }); return Buffer.from(all); }
    slice(from, to) { return this.subarray(from, to); }
    equals(other) { return this.toString('hex') === Buffer.from(other).toString('hex'); }
    toString(encoding, from, to) { return textOfBytes(this.subarray(from || 0, to === undefined ? this.length : to), (encoding || 'utf8').toLowerCase()); }
    toJSON() { return { type: 'Buffer', data: Array.from(this) }; }
    readUIntBE(at, size) { inside(this, at, size); var value = 0; for (var i = 0; i < size; i++) value = value * 256 + this[at + i]; return value; }
    readUIntLE(at, size) { inside(this, at, size); var value = 0; for (var i = size - 1; i >= 0; i--) value = value * 256 + this[at + i]; return value; }
    readIntBE(at, size) { return signed(this.readUIntBE(at, size), size); }
    readIntLE(at, size) { return signed(this.readUIntLE(at, size), size); }
    writeUIntBE(value, at, size) { inside(this, at, size); for (var i = size - 1; i >= 0; i--) { this[at + i] = value % 256; value = Math.floor(value / 256); } return at + size; }
    writeUIntLE(value, at, size) { inside(this, at, size); for (var i = 0; i < size; i++) { this[at + i] = value % 256; value = Math.floor(value / 256); } return at + size; }
    writeIntBE(value, at, size) { return this.writeUIntBE(value < 0 ? value + Math.pow(2, 8 * size) : value, at, size); }
    writeIntLE(value, at, size) { return this.writeUIntLE(value < 0 ? value + Math.pow(2, 8 * size) : value, at, size); }
  }

  function inside(buffer, at, size) {
    if (!Number.isInteger(at) || at < 0 || at + size > buffer.length)
      throw new RangeError('Byte ' + at + ' to ' + (at + size - 1) + ' of a payload of ' + buffer.length + ' bytes');
  }
  function signed(value, size) { var top = Math.pow(2, 8 * size - 1); return value >= top ? value - 2 * top : value; }
  function add(name, method) {
    Buffer.prototype[name] = method;
    Buffer.prototype[name.replace('UInt', 'Uint')] = method;
  }
  [['8', 1, ''], ['16', 2, 'BE'], ['16', 2, 'LE'], ['32', 4, 'BE'], ['32', 4, 'LE']].forEach(function (kind) {
    var size = kind[1], end = kind[2] || 'BE';
    ['UInt', 'Int'].forEach(function (sign) {
      var name = sign + kind[0] + kind[2];
      add('read' + name, function (at) { return this['read' + sign + end](at || 0, size); });
      add('write' + name, function (value, at) { return this['write' + sign + end](value, at || 0, size); });
    });
  });
  [['Float', 4], ['Double', 8]].forEach(function (kind) {
    ['BE', 'LE'].forEach(function (end) {
      add('read' + kind[0] + end, function (at) {
        inside(this, at || 0, kind[1]);
        return new DataView(this.buffer, this.byteOffset)['getFloat' + 8 * kind[1]](at || 0, end === 'LE');
      });
      add('write' + kind[0] + end, function (value, at) {
        inside(this, at || 0, kind[1]);
        new DataView(this.buffer, this.byteOffset)['setFloat' + 8 * kind[1]](at || 0, value, end === 'LE');
        return (at || 0) + kind[1];
      });
    });
  });
  globalThis.Buffer = Buffer;
})()
`;
