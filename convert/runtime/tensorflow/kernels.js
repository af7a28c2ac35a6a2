// The wasm kernels that the operations of ops.js compute with, and no others.
import {registerKernel} from '@tensorflow/tfjs-core';
import {_fusedMatMulConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/_FusedMatMul';
import {absConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Abs';
import {addConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Add';
import {addNConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/AddN';
import {allConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/All';
import {anyConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Any';
import {argMaxConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/ArgMax';
import {argMinConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/ArgMin';
import {avgPoolConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/AvgPool';
import {batchMatMulConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/BatchMatMul';
import {castConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Cast';
import {ceilConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Ceil';
import {clipByValueConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/ClipByValue';
import {concatConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Concat';
import {conv2DConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Conv2D';
import {depthwiseConv2dNativeConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/DepthwiseConv2dNative';
import {eluConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Elu';
import {equalConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Equal';
import {erfConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Erf';
import {expConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Exp';
import {expandDimsConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/ExpandDims';
import {fillConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Fill';
import {floorConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Floor';
import {floorDivConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/FloorDiv';
import {fusedBatchNormConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/FusedBatchNorm';
import {fusedConv2DConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/FusedConv2D';
import {fusedDepthwiseConv2DConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/FusedDepthwiseConv2D';
import {gatherV2Config} from '@tensorflow/tfjs-backend-wasm/dist/kernels/GatherV2';
import {greaterConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Greater';
import {greaterEqualConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/GreaterEqual';
import {identityConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Identity';
import {leakyReluConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/LeakyRelu';
import {lessConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Less';
import {lessEqualConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/LessEqual';
import {logConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Log';
import {log1pConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Log1p';
import {logicalAndConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/LogicalAnd';
import {logicalNotConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/LogicalNot';
import {logicalOrConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/LogicalOr';
import {maxConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Max';
import {maxPoolConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/MaxPool';
import {maximumConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Maximum';
import {meanConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Mean';
import {minConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Min';
import {minimumConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Minimum';
import {mirrorPadConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/MirrorPad';
import {modConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Mod';
import {multiplyConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Multiply';
import {negConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Neg';
import {notEqualConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/NotEqual';
import {oneHotConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/OneHot';
import {onesLikeConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/OnesLike';
import {packConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Pack';
import {padV2Config} from '@tensorflow/tfjs-backend-wasm/dist/kernels/PadV2';
import {powConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Pow';
import {preluConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Prelu';
import {prodConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Prod';
import {rangeConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Range';
import {realDivConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/RealDiv';
import {reciprocalConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Reciprocal';
import {reluConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Relu';
import {relu6Config} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Relu6';
import {reshapeConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Reshape';
import {resizeBilinearConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/ResizeBilinear';
import {reverseConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Reverse';
import {roundConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Round';
import {rsqrtConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Rsqrt';
import {selectConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Select';
import {seluConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Selu';
import {sigmoidConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Sigmoid';
import {signConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Sign';
import {sliceConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Slice';
import {softmaxConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Softmax';
import {softplusConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Softplus';
import {splitVConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/SplitV';
import {sqrtConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Sqrt';
import {squareConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Square';
import {squaredDifferenceConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/SquaredDifference';
import {stridedSliceConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/StridedSlice';
import {subConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Sub';
import {sumConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Sum';
import {tanhConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Tanh';
import {tileConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Tile';
import {transposeConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Transpose';
import {unpackConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/Unpack';
import {zerosLikeConfig} from '@tensorflow/tfjs-backend-wasm/dist/kernels/ZerosLike';

const kernels = [
  _fusedMatMulConfig, absConfig, addConfig, addNConfig, allConfig, anyConfig, argMaxConfig,
  argMinConfig, avgPoolConfig, batchMatMulConfig, castConfig, ceilConfig, clipByValueConfig,
  concatConfig, conv2DConfig, depthwiseConv2dNativeConfig, eluConfig, equalConfig, erfConfig,
  expConfig, expandDimsConfig, fillConfig, floorConfig, floorDivConfig, fusedBatchNormConfig,
  fusedConv2DConfig, fusedDepthwiseConv2DConfig, gatherV2Config, greaterConfig, greaterEqualConfig,
  identityConfig, leakyReluConfig, lessConfig, lessEqualConfig, logConfig, log1pConfig,
  logicalAndConfig, logicalNotConfig, logicalOrConfig, maxConfig, maxPoolConfig, maximumConfig,
  meanConfig, minConfig, minimumConfig, mirrorPadConfig, modConfig, multiplyConfig, negConfig,
  notEqualConfig, oneHotConfig, onesLikeConfig, packConfig, padV2Config, powConfig, preluConfig,
  prodConfig, rangeConfig, realDivConfig, reciprocalConfig, reluConfig, relu6Config, reshapeConfig,
  resizeBilinearConfig, reverseConfig, roundConfig, rsqrtConfig, selectConfig, seluConfig,
  sigmoidConfig, signConfig, sliceConfig, softmaxConfig, softplusConfig, splitVConfig, sqrtConfig,
  squareConfig, squaredDifferenceConfig, stridedSliceConfig, subConfig, sumConfig, tanhConfig,
  tileConfig, transposeConfig, unpackConfig, zerosLikeConfig,
];

for (const kernel of kernels) {
  registerKernel(kernel);
}
