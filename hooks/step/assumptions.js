// @bun
import{Ga,Ha,Va,Kf}from"./s50.js";export{Ga as area,Va as idProblems,Kf as kind,Ha as talked};
