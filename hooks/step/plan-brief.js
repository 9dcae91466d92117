// @bun
import{or,cg,lg,ug}from"./s82.js";export{ug as judge,cg as make,or as phaseParts,lg as revise};
