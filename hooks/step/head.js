// @bun
import{Ao,du}from"./s46.js";export{du as commitsBetween,Ao as headOf};
