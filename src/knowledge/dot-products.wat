(module
  (import "memory" "all" (memory 1))
  ;; rows of signed bytes, one query of signed 16-bit numbers, one signed 32-bit sum a row
  (func (export "dots") (param $matrix i32) (param $query i32) (param $width i32) (param $rows i32) (param $out i32)
    (local $end i32) (local $at i32) (local $stop i32) (local $bytes v128) (local $a v128) (local $b v128)
    (local.set $end (i32.add (local.get $out) (i32.shl (local.get $rows) (i32.const 2))))
    (local.set $stop (i32.add (local.get $query) (i32.shl (local.get $width) (i32.const 1))))
    (loop $row
      (if (i32.lt_u (local.get $out) (local.get $end)) (then
        (local.set $a (v128.const i32x4 0 0 0 0))
        (local.set $b (v128.const i32x4 0 0 0 0))
        (local.set $at (local.get $query))
        (loop $sixteen
          (if (i32.lt_u (local.get $at) (local.get $stop)) (then
            (local.set $bytes (v128.load (local.get $matrix)))
            (local.set $a (i32x4.add (local.get $a) (i32x4.dot_i16x8_s
              (i16x8.extend_low_i8x16_s (local.get $bytes)) (v128.load (local.get $at)))))
            (local.set $b (i32x4.add (local.get $b) (i32x4.dot_i16x8_s
              (i16x8.extend_high_i8x16_s (local.get $bytes)) (v128.load offset=16 (local.get $at)))))
            (local.set $matrix (i32.add (local.get $matrix) (i32.const 16)))
            (local.set $at (i32.add (local.get $at) (i32.const 32)))
            (br $sixteen))))
        (local.set $a (i32x4.add (local.get $a) (local.get $b)))
        (i32.store (local.get $out)
          (i32.add (i32.add (i32x4.extract_lane 0 (local.get $a)) (i32x4.extract_lane 1 (local.get $a)))
                   (i32.add (i32x4.extract_lane 2 (local.get $a)) (i32x4.extract_lane 3 (local.get $a)))))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (br $row))))))
