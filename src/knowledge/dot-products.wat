(module
  (import "memory" "all" (memory 1))
  (func (export "dots") (param $matrix i32) (param $query i32) (param $width i32) (param $rows i32) (param $out i32)
    (local $end i32) (local $at i32) (local $stop i32) (local $a v128) (local $b v128)
    (local.set $end (i32.add (local.get $out) (i32.shl (local.get $rows) (i32.const 2))))
    (loop $row
      (if (i32.lt_u (local.get $out) (local.get $end)) (then
        (local.set $a (v128.const f32x4 0 0 0 0))
        (local.set $b (v128.const f32x4 0 0 0 0))
        (local.set $at (local.get $query))
        (local.set $stop (i32.add (local.get $query) (i32.shl (local.get $width) (i32.const 2))))
        (loop $eight
          (if (i32.lt_u (local.get $at) (local.get $stop)) (then
            (local.set $a (f32x4.add (local.get $a) (f32x4.mul (v128.load (local.get $matrix)) (v128.load (local.get $at)))))
            (local.set $b (f32x4.add (local.get $b) (f32x4.mul (v128.load offset=16 (local.get $matrix)) (v128.load offset=16 (local.get $at)))))
            (local.set $matrix (i32.add (local.get $matrix) (i32.const 32)))
            (local.set $at (i32.add (local.get $at) (i32.const 32)))
            (br $eight))))
        (local.set $a (f32x4.add (local.get $a) (local.get $b)))
        (f32.store (local.get $out)
          (f32.add (f32.add (f32x4.extract_lane 0 (local.get $a)) (f32x4.extract_lane 1 (local.get $a)))
                   (f32.add (f32x4.extract_lane 2 (local.get $a)) (f32x4.extract_lane 3 (local.get $a)))))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (br $row))))))
