// @bun
import{Wo,Cu}from"./s61.js";export{Cu as commitsBetween,Wo as headOf};
