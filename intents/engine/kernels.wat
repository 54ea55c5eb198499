(module
 (memory (export "memory") 1)
 (func (export "addRows") (param $factors i32) (param $rows i32) (param $count i32) (param $matrix i32) (param $stride i32) (param $into i32) (param $from i32) (param $to i32)
  (local $end i32) (local $at i32) (local $a i32) (local $b i32) (local $c i32) (local $d i32)
  (local $fa v128) (local $fb v128) (local $fc v128) (local $fd v128)
  (local.set $end (i32.add (local.get $factors) (i32.shl (local.get $count) (i32.const 2))))
  (block $done
   (loop $next
    (br_if $done (i32.ge_u (local.get $factors) (local.get $end)))
    (local.set $fa (v128.load32_splat (local.get $factors)))
    (local.set $fb (v128.load32_splat offset=4 (local.get $factors)))
    (local.set $fc (v128.load32_splat offset=8 (local.get $factors)))
    (local.set $fd (v128.load32_splat offset=12 (local.get $factors)))
    (local.set $a (i32.add (local.get $matrix) (i32.mul (i32.load (local.get $rows)) (local.get $stride))))
    (local.set $b (i32.add (local.get $matrix) (i32.mul (i32.load offset=4 (local.get $rows)) (local.get $stride))))
    (local.set $c (i32.add (local.get $matrix) (i32.mul (i32.load offset=8 (local.get $rows)) (local.get $stride))))
    (local.set $d (i32.add (local.get $matrix) (i32.mul (i32.load offset=12 (local.get $rows)) (local.get $stride))))
    (local.set $at (local.get $from))
    (block $row
     (loop $column
      (br_if $row (i32.ge_u (local.get $at) (local.get $to)))
      (v128.store (i32.add (local.get $into) (local.get $at))
       (f32x4.add
        (f32x4.add
         (v128.load (i32.add (local.get $into) (local.get $at)))
         (f32x4.add
          (f32x4.mul (local.get $fa) (v128.load (i32.add (local.get $a) (local.get $at))))
          (f32x4.mul (local.get $fb) (v128.load (i32.add (local.get $b) (local.get $at))))))
        (f32x4.add
         (f32x4.mul (local.get $fc) (v128.load (i32.add (local.get $c) (local.get $at))))
         (f32x4.mul (local.get $fd) (v128.load (i32.add (local.get $d) (local.get $at)))))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br $column)))
    (local.set $factors (i32.add (local.get $factors) (i32.const 16)))
    (local.set $rows (i32.add (local.get $rows) (i32.const 16)))
    (br $next))))
 (func (export "learnRows") (param $moves i32) (param $rows i32) (param $count i32) (param $matrix i32) (param $stride i32) (param $by i32) (param $from i32) (param $to i32) (param $errors i32)
  (local $end i32) (local $at i32) (local $row i32) (local $move v128) (local $sum v128) (local $weight v128) (local $error v128)
  (local.set $end (i32.add (local.get $moves) (i32.shl (local.get $count) (i32.const 2))))
  (block $done
   (loop $next
    (br_if $done (i32.ge_u (local.get $moves) (local.get $end)))
    (local.set $move (v128.load32_splat (local.get $moves)))
    (local.set $row (i32.add (local.get $matrix) (i32.mul (i32.load (local.get $rows)) (local.get $stride))))
    (local.set $sum (v128.const i32x4 0 0 0 0))
    (local.set $at (local.get $from))
    (block $end_row
     (loop $column
      (br_if $end_row (i32.ge_u (local.get $at) (local.get $to)))
      (local.set $weight (v128.load (i32.add (local.get $row) (local.get $at))))
      (local.set $error (v128.load (i32.add (local.get $by) (local.get $at))))
      (local.set $sum (f32x4.add (local.get $sum) (f32x4.mul (local.get $weight) (local.get $error))))
      (v128.store (i32.add (local.get $row) (local.get $at))
       (f32x4.sub (local.get $weight) (f32x4.mul (local.get $move) (local.get $error))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br $column)))
    (f32.store (local.get $errors)
     (f32.add (f32.load (local.get $errors))
      (f32.add
       (f32.add (f32x4.extract_lane 0 (local.get $sum)) (f32x4.extract_lane 1 (local.get $sum)))
       (f32.add (f32x4.extract_lane 2 (local.get $sum)) (f32x4.extract_lane 3 (local.get $sum))))))
    (local.set $moves (i32.add (local.get $moves) (i32.const 4)))
    (local.set $rows (i32.add (local.get $rows) (i32.const 4)))
    (local.set $errors (i32.add (local.get $errors) (i32.const 4)))
    (br $next))))
 (func (export "powers") (param $scores i32) (param $into i32) (param $from i32) (param $to i32) (param $highest f32) (result f32)
  (local $x v128) (local $n v128) (local $sum v128)
  (block $done
   (loop $column
    (br_if $done (i32.ge_u (local.get $from) (local.get $to)))
    (local.set $x
     (f32x4.max (f32x4.splat (f32.const -87))
      (f32x4.sub (v128.load (i32.add (local.get $scores) (local.get $from))) (f32x4.splat (local.get $highest)))))
    (local.set $n (f32x4.nearest (f32x4.mul (local.get $x) (f32x4.splat (f32.const 1.44269504)))))
    (local.set $x
     (f32x4.sub
      (f32x4.sub (local.get $x) (f32x4.mul (local.get $n) (f32x4.splat (f32.const 0.693359375))))
      (f32x4.mul (local.get $n) (f32x4.splat (f32.const -2.12194440e-4)))))
    (local.set $x
     (f32x4.add (f32x4.splat (f32.const 1)) (f32x4.mul (local.get $x)
      (f32x4.add (f32x4.splat (f32.const 1)) (f32x4.mul (local.get $x)
       (f32x4.add (f32x4.splat (f32.const 0.5)) (f32x4.mul (local.get $x)
        (f32x4.add (f32x4.splat (f32.const 0.16666667)) (f32x4.mul (local.get $x)
         (f32x4.add (f32x4.splat (f32.const 0.041666667)) (f32x4.mul (local.get $x)
          (f32x4.splat (f32.const 0.0083333333)))))))))))))
    (local.set $x
     (f32x4.mul (local.get $x)
      (i32x4.shl (i32x4.add (i32x4.trunc_sat_f32x4_s (local.get $n)) (i32x4.splat (i32.const 127))) (i32.const 23))))
    (v128.store (i32.add (local.get $into) (local.get $from)) (local.get $x))
    (local.set $sum (f32x4.add (local.get $sum) (local.get $x)))
    (local.set $from (i32.add (local.get $from) (i32.const 16)))
    (br $column)))
  (f32.add
   (f32.add (f32x4.extract_lane 0 (local.get $sum)) (f32x4.extract_lane 1 (local.get $sum)))
   (f32.add (f32x4.extract_lane 2 (local.get $sum)) (f32x4.extract_lane 3 (local.get $sum))))))
