// @bun
import{Sl,_l,Am}from"./s70.js";export{Am as caughtBlockers,Sl as declinable,_l as declinedSince};
