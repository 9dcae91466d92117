// @bun
import{Sl,_l,Tm}from"./s41.js";export{Tm as caughtBlockers,Sl as declinable,_l as declinedSince};
