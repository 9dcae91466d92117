// @bun
import{Za,Vp,Hp}from"./s71.js";export{Hp as lines,Vp as own,Za as viewOf};
