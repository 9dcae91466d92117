// @bun
import{Do,Cu}from"./s59.js";export{Cu as commitsBetween,Do as headOf};
