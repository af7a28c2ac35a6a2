// The operations that a converted convolutional net may ask for. The converter's
// executors reach them by name (`ops.add`), so that a bundler cannot tell by
// itself which are unused. What they compute with is registered in kernels.js.
export {
  // arithmetic
  add, addN, div, divNoNan, floorDiv, maximum, minimum, mod, mul, pow, squaredDifference, sub,
  // element by element
  abs, ceil, clipByValue, elu, erf, exp, floor, leakyRelu, log, log1p, neg, prelu, reciprocal, relu, relu6,
  round, rsqrt, selu, sigmoid, sign, softplus, sqrt, square, tanh,
  // convolution and pooling; `fused` also holds the fused matrix product
  avgPool, conv1d, conv2d, depthwiseConv2d, fused, maxPool,
  // matrices
  matMul, transpose,
  // normalisation
  batchNorm, logSoftmax, softmax,
  // reduction
  all, any, argMax, argMin, max, mean, min, prod, sum,
  // creation
  fill, oneHot, ones, onesLike, range, scalar, tensor1d, zeros, zerosLike,
  // comparison
  equal, greater, greaterEqual, less, lessEqual, logicalAnd, logicalNot, logicalOr, notEqual, where,
  // shape
  broadcastTo, cast, concat, expandDims, gather, mirrorPad, pad, reshape, reverse, slice, split, squeeze,
  stack, stridedSlice, tile, unstack,
} from '@tensorflow/tfjs-core/dist/ops/ops';
// Of pictures, enlargement alone.
import {resizeBilinear} from '@tensorflow/tfjs-core/dist/ops/image/resize_bilinear';
export const image = {resizeBilinear};
