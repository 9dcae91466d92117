// @bun
import{Sl,_l,Mm}from"./s69.js";export{Mm as caughtBlockers,Sl as declinable,_l as declinedSince};
