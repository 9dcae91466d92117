// @bun
import{Vf,Ra}from"./s3.js";export{Ra as autoPasses,Vf as outputs};
