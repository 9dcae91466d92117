// @bun
import{To,gu}from"./s52.js";export{gu as commitsBetween,To as headOf};
